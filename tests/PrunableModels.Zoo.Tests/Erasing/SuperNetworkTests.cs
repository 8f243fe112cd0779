using PrunableModels.Core;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Erasing;

/// <summary>What of each super-network can be erased, and what keeps the rest: numbers follow from the architectures.</summary>
public sealed class SuperNetworkTests
{
    // Of the super-network of DARTS: every edge sums seven operations, six with one segment each. The seventh does nothing, or halves the size:
    // two convolutions of what one activation gives are concatenated, then normalised.
    private const int Edges = 2 + 3 + 4 + 5;
    private const int HalvingEdges = 4 * 2;
    private const int Sums = (Edges * 6) + (1 + 2 + 3 + 4);

    /// <summary>The published one has its branch points, resizes alone, and joints.</summary>
    [Fact]
    public void Of_stacked_unets() => Assert.Equal(new(Erasable: 6, Joints: 7, WithoutParameters: 2, ReadByOthers: 6, Gates: 0, Outputs: 1), Of("stacked u-nets"));

    /// <summary>Three branches are summed, three are concatenated, four are added to what they read; what branches read stays.</summary>
    [Fact]
    public void Of_the_demonstration() => Assert.Equal(new(Erasable: 3 + 3 + 4, Joints: 2 + 1 + 4, WithoutParameters: 0, ReadByOthers: 2, Gates: 0, Outputs: 1), Of("demo super-network"));

    /// <summary>Four candidates of each of four blocks, and the two skips that are convolutions. The last activation belongs to the head.</summary>
    [Fact]
    public void Of_residual_blocks_with_candidates() =>
        Assert.Equal(new(Erasable: (4 * 4) + 2, Joints: 4 * 4, WithoutParameters: 3, ReadByOthers: 1, Gates: 0, Outputs: 1), Of("super resnet"));

    /// <summary>The branches of five blocks, and the three skips that are convolutions.</summary>
    [Fact]
    public void Of_bottlenecks() => Assert.Equal(new(Erasable: 5 + 3, Joints: 5, WithoutParameters: 4, ReadByOthers: 1, Gates: 0, Outputs: 1), Of("regnet x"));

    /// <summary>What comes before the excitation is read by the gate, too; what comes after it is enough to erase a branch, for nothing else reads it.</summary>
    [Fact]
    public void Of_bottlenecks_with_excitation() => Assert.Equal(new(Erasable: 5 + 3, Joints: 5 + 5, WithoutParameters: 4, ReadByOthers: 1 + 5, Gates: 5, Outputs: 1), Of("regnet y"));

    /// <summary>Two cells halve the size; a cell after one of these halves what it reads of the cell before that, too.</summary>
    [Theory]
    [InlineData(3, 1)]
    [InlineData(14, 2)]
    public void Of_cells_with_all_candidates(int cells, int after)
    {
        using var model = new Darts(cells, width: 4);
        Assert.Equal(
            new(
                Erasable: (cells * Edges * 6) + (2 * HalvingEdges * 3) + (after * 2),
                Joints: (cells * (Sums + 1)) + (2 * HalvingEdges) + after,
                WithoutParameters: (cells * Edges) + after,
                ReadByOthers: 1 + (cells * 2),
                Gates: 0,
                Outputs: 1),
            Of(model.Pruning));
    }

    [Fact]
    public void Without_all_excited_branches_nothing_of_them_is_left()
    {
        using var model = Models.Find("regnet y").Create(ScalarType.Float32);
        var segments = model.Pruning.Segments;
        var erasure = Erasure.Of(segments, segments.Erasable.Where(s => s.Id.Contains("branch", StringComparison.Ordinal)));

        Assert.True(erasure.IsValid);
        Assert.Equal(5, erasure.Erased.Count);
        Assert.DoesNotContain(erasure.Live, n => n.Layer?.Path.Contains("branch", StringComparison.Ordinal) == true);
    }

    private static Counts Of(string name)
    {
        using var model = Models.Find(name).Create(ScalarType.Float32);
        return Of(model.Pruning);
    }

    private static Counts Of(Pruning pruning)
    {
        var segments = pruning.Segments.Segments;
        var kept = segments.Where(s => s.Kept is not null).Select(Reason).ToList();
        return new(segments.Count(s => s.Kept is null), Count("joint"), Count("no parameters"), Count("reader"), Count("gate"), Count("output"));

        int Count(string reason) => kept.Count(k => k == reason);
    }

    private static string Reason(Segment segment) => (segment.Kept!.Kind, segment.Kept.Message) switch
    {
        (KeptKind.Mixed, var words) when words.EndsWith("is a joint", StringComparison.Ordinal) => "joint",
        (KeptKind.Mixed, var words) when words.EndsWith("reads it and is no joint", StringComparison.Ordinal) => "reader",
        (KeptKind.Mixed, var words) when words.Contains("cannot do without it", StringComparison.Ordinal) => "reader",
        (KeptKind.NotZero, var words) when words.Contains("has no parameters", StringComparison.Ordinal) => "no parameters",
        (KeptKind.NotZero, var words) when words.Contains("the constant 0.5", StringComparison.Ordinal) => "gate",
        (KeptKind.ModelOutput, _) => "output",
        _ => throw new InvalidOperationException($"{segment} is kept: {segment.Kept}."),
    };

    private sealed record Counts(int Erasable, int Joints, int WithoutParameters, int ReadByOthers, int Gates, int Outputs);
}
