using System.Collections.Generic;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// The geometry of DHSPG. A step takes a structure x to x - lr v - lr λ x / ‖x‖. All are computed before any parameter moves, from sums
/// over the structures' parameters alone, and live in the dispose scope of the step.
/// </summary>
internal static class HalfSpace
{
    /// <summary>Stands for 0 in divisors: a normal number of single precision.</summary>
    private const double Tiny = 1e-37;

    /// <summary>
    /// λ / ‖x‖ for every structure, shape <c>[Count]</c>. Where ⟨x, v⟩ is negative the base step lets the norm grow: λ is then raised
    /// above what just outweighs that, but not so far that the step would no longer descend.
    /// </summary>
    public static torch.Tensor Penalty(StructureStatistics structures, DhspgOptions options)
    {
        var lambda = options.ResolvedLambda;
        var norm = structures.SquaredNorm.sqrt().AtLeast(Tiny);
        var along = structures.InnerProduct;
        var least = -along / norm;
        var most = structures.DirectionSquaredNorm * norm / (-along).AtLeast(Tiny);
        var raised = least.Times(options.ResolvedAmplification).AtLeast(lambda).AtMost(lambda * options.ResolvedCeiling);
        raised = torch.where(raised < most, raised, least.Plus(most).Times(0.5));
        return raised.Where(along.IsAbove(0) | along.Is(0), lambda) / norm;
    }

    /// <summary>What a step leaves of a structure in its own direction, ⟨x̂, x⟩ / ‖x‖², for every structure, shape <c>[Count]</c>: 0 where x is 0.</summary>
    public static torch.Tensor Left(StructureStatistics structures, torch.Tensor penalty)
    {
        var alongStep = structures.SumSlices(static (slice, x, v) => x * (v!.Times(slice.LearningRate).Plus(x, slice.Decay)));
        var scaled = structures.SumSlices(static (slice, x, _) => x.Squared().Times(slice.LearningRate), withoutDirection: true);
        return (structures.SquaredNorm - alongStep - (penalty * scaled)) / structures.SquaredNorm.AtLeast(Tiny);
    }

    /// <summary>The penalty's part of the step.</summary>
    /// <param name="slices">The writers.</param>
    /// <param name="penalty">Shape <c>[Count]</c>: λ / ‖x‖, 0 for what is not penalised.</param>
    public static void Shrink(IReadOnlyList<WriterSlice> slices, torch.Tensor penalty)
    {
        using var scope = torch.NewDisposeScope();
        var padded = torch.cat([penalty, torch.zeros(1, dtype: penalty.dtype, device: penalty.device)]);
        foreach (var slice in slices)
        {
            // What comes after, decoupled decay, shrinks too: its factor is taken out so that both add up.
            slice.Multiply(padded.Times(-slice.LearningRate / (1 - slice.Decay)).Plus(1).AtLeast(0));
        }
    }
}
