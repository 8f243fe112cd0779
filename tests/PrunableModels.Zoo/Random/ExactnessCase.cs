using PrunableModels.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <summary>What a random architecture turned out to be, once it was found exact.</summary>
/// <param name="Groups">How many groups can be pruned.</param>
/// <param name="Removed">How many structures were removed.</param>
/// <param name="Difference">The largest difference between zeroed and compact outputs, as a share of the largest output.</param>
/// <param name="IsFinite">Whether its outputs could be compared: they are numbers, and rounding makes no more of them.</param>
/// <param name="Flowing">The operators through which prunable structures flow.</param>
public sealed record ExactnessCase(int Groups, int Removed, double Difference, bool IsFinite, IReadOnlyList<string> Flowing)
{
    private const double Tolerance = 1e-10;

    /// <summary>Checks one architecture under a random mask, and what is left of it under another one.</summary>
    /// <exception cref="ExactnessException">The compact model computes something else, or has other sizes than the map says.</exception>
    public static ExactnessCase Check(Architecture architecture)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        manual_seed(architecture.Choices.Seed);
        using var model = architecture.Create();
        ZooCheck.Initialize(model);
        ZooCheck.Scramble(model);
        var input = architecture.Input.Make();
        var flowing = Flows(architecture, model.Pruning.Linked);
        var first = Compact(architecture, model, input, architecture.Choices.Seed) with { Flowing = flowing };
        if (first.Removed == 0)
        {
            return first;
        }

        var second = Compact(architecture, model, input, architecture.Choices.Seed + 1);
        return first with { Removed = first.Removed + second.Removed, Difference = Math.Max(first.Difference, second.Difference) };
    }

    private static ExactnessCase Compact(Architecture architecture, RandomModule model, Tensor input, int seed)
    {
        IReadOnlyList<bool> modes = architecture.IsRandomInTraining ? [false] : [true, false];
        var mask = Masks.Random(model.Pruning, 0.1 + (0.8 * (seed % 101) / 100), seed);
        Masks.Zero(model.Pruning, mask);

        // Training changes the statistics that evaluation uses, so that the compact model is trained last.
        var zeroed = Run(model, input, modes);
        var result = new ExactnessCase(model.Pruning.Groups.Count, (int)mask.logical_not().sum().item<long>(), 0, zeroed.All(t => t.isfinite().all().item<bool>()), []);
        if (result.Groups == 0)
        {
            return result;
        }

        var sizes = ExpectedSizes.Of(model.Pruning.Map, mask);
        model.Compact(mask, new() { Verify = false });
        sizes.Check(model);
        var compact = Run(model, input, [.. modes.Reverse()]);
        compact.Reverse();
        if (!result.IsFinite)
        {
            return result;
        }

        try
        {
            return result with { Difference = Compare(zeroed, compact) };
        }
        catch (ExactnessException) when (IsRounding(model, input, modes, zeroed, compact))
        {
            return result with { IsFinite = false };
        }
    }

    // Whether the model makes as much of a change of its input in the last digits as the outputs differ by.
    private static bool IsRounding(RandomModule model, Tensor input, IReadOnlyList<bool> modes, List<Tensor> zeroed, List<Tensor> compact)
    {
        if (!input.is_floating_point() || zeroed.Zip(compact).Any(p => !p.First.shape.SequenceEqual(p.Second.shape)))
        {
            return false;
        }

        var moved = Run(model, input * (1 + (1e-15 * randn_like(input))), [.. modes.Reverse()]);
        moved.Reverse();
        for (var i = 0; i < modes.Count; i++)
        {
            var (difference, rounding) = ((zeroed[i] - compact[i]).abs().max().item<double>(), (moved[i] - compact[i]).abs().max().item<double>());
            if (difference > Tolerance * zeroed[i].abs().max().item<double>() && difference > 100 * rounding)
            {
                return false;
            }
        }

        return true;
    }

    private static List<Tensor> Run(RandomModule model, Tensor input, IReadOnlyList<bool> modes)
    {
        var outputs = new List<Tensor>();
        foreach (var training in modes)
        {
            model.train(training);
            outputs.Add(model.call(input));
        }

        return outputs;
    }

    private static double Compare(List<Tensor> zeroed, List<Tensor> compact)
    {
        var largest = 0.0;
        foreach (var (expected, actual) in zeroed.Zip(compact))
        {
            if (!expected.shape.SequenceEqual(actual.shape))
            {
                throw new ExactnessException($"The compact model's output has the shape [{string.Join(", ", actual.shape)}].");
            }

            var (scale, difference) = (expected.abs().max().item<double>(), (expected - actual).abs().max().item<double>());
            largest = difference == 0 ? largest : Math.Max(largest, difference / scale);
            if (!(largest <= Tolerance))
            {
                throw new ExactnessException($"The outputs differ by {largest:E1} of the largest in {(ReferenceEquals(expected, zeroed[^1]) ? "evaluation" : "training")}.");
            }
        }

        return largest;
    }

    private static List<string> Flows(Architecture architecture, LinkedModel linked)
    {
        var prunable = linked.Spaces.Select(s => s.Group.Space).ToHashSet();
        var (solver, names) = (linked.Groups.Graph.Solver, linked.Groups.Graph.Root.Names);
        bool Has(GraphValue? value) => value is not null && value.Type.Axes.Any(a => solver.Resolve(a).Spaces.Any(prunable.Contains));
        var flowing = names.Where(n => Has(n.Key) || n.Key.Producer is { } node && node.Operands.Any(Has)).Select(n => n.Value).ToHashSet();
        return [.. architecture.Steps.Where((_, i) => flowing.Contains($"v{i + 1}")).Select(s => s.Operator).Distinct()];
    }
}

/// <summary>A random architecture that is not pruned exactly.</summary>
/// <param name="message">What is wrong.</param>
public sealed class ExactnessException(string message) : Exception(message);
