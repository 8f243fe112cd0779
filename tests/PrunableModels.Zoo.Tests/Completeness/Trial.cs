using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>How the narrowed model compares with the zeroed one.</summary>
internal enum Verdict
{
    /// <summary>The narrowed model does not run.</summary>
    DoesNotRun,

    /// <summary>Its outputs differ, in values or in shape.</summary>
    Differs,

    /// <summary>Zeroing changes no output, so the inputs do not reach the structure and nothing is learned.</summary>
    HasNoEffect,

    /// <summary>It runs and agrees: the structure can be removed.</summary>
    Agrees,
}

/// <summary>Channels that some layers write, tried out together.</summary>
/// <param name="Removed">The channels by layer.</param>
internal sealed record Trial(IReadOnlyDictionary<Layer, IReadOnlySet<long>> Removed)
{
    private const double Tolerance = 1e-9;

    /// <summary>In words, and the same for the same trial.</summary>
    public override string ToString() =>
        string.Join(" + ", Removed.OrderBy(r => r.Key.Name, StringComparer.Ordinal).Select(r => $"{r.Key.Name}[{string.Join(",", r.Value.Order())}]"));

    /// <summary>The trial with channels of one more layer.</summary>
    public Trial With(Layer layer, IEnumerable<long> channels) => new(new Dictionary<Layer, IReadOnlySet<long>>(Removed) { [layer] = channels.ToHashSet() });

    /// <summary>Whether all channels of another trial are among this one's.</summary>
    public bool Contains(Trial other) => other.Removed.All(r => Removed.TryGetValue(r.Key, out var channels) && channels.IsSupersetOf(r.Value));

    /// <summary>The same of another instance of the model.</summary>
    public Trial On(Subject other) => new(Removed.ToDictionary(r => other.Layers.Single(l => l.Name == r.Key.Name), r => r.Value));

    /// <summary>Zeroes the channels, narrows the model by them and by all that has become zero through them, and compares.</summary>
    public (Verdict Verdict, IReadOnlyList<Layer> Called) Run(Subject subject)
    {
        using var scope = NewDisposeScope();
        var zeroed = new ZeroedRun(Removed.SelectMany(r => r.Key.CutOutput(r.Value)), subject.Alive).Prepare();
        var expected = subject.Run(zeroed);
        zeroed.Restore();
        var cuts = Removed.SelectMany(r => r.Key.CutOutput(r.Value)).Concat(subject.Layers.SelectMany(l => l.CutInput(zeroed.Channels(l))));
        return Compare(subject, expected, [.. cuts]);
    }

    /// <summary>Narrows the model by the cuts and compares it with the zeroed one.</summary>
    public static (Verdict Verdict, IReadOnlyList<Layer> Called) Compare(Subject subject, IReadOnlyList<Tensor>? expected, IReadOnlyList<Cut> cuts)
    {
        var narrowed = new NarrowedRun(cuts, subject.Layers);
        IReadOnlyList<Tensor>? outputs;
        try
        {
            outputs = narrowed.Prepare() ? subject.Run(narrowed) : null;
        }
        finally
        {
            narrowed.Restore();
        }

        var verdict = outputs is null || expected is null ? Verdict.DoesNotRun
            : Difference(expected, outputs) > Tolerance ? Verdict.Differs
            : Difference(subject.Whole, expected) <= Tolerance ? Verdict.HasNoEffect
            : Verdict.Agrees;
        return (verdict, narrowed.Called);
    }

    // As a share of the largest output; not finite outputs agree with none.
    private static double Difference(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> outputs)
    {
        if (expected.Count != outputs.Count || expected.Zip(outputs).Any(p => !p.First.shape.SequenceEqual(p.Second.shape)))
        {
            return double.PositiveInfinity;
        }

        using var scope = NewDisposeScope();
        var pairs = expected.Zip(outputs).Where(p => p.First.numel() > 0).ToList();
        var difference = pairs.Max(p => (p.First - p.Second).abs().max().item<double>()) / pairs.Max(p => p.First.abs().max().item<double>());
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }
}
