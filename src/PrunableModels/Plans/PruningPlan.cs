using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// Which structures of a model stay. What was found on one instance holds for every other of its class and sizes: with the weights of
/// another checkpoint, in another process. Groups are named by their stable ids.
/// </summary>
public sealed class PruningPlan
{
    internal PruningPlan(IReadOnlyList<PlanStage> stages) => Stages = stages;

    /// <summary>
    /// What is removed, step by step. There is one stage, unless a model that was compact already had other groups than before: those of
    /// grouped convolutions come apart when little is left of them, and what was removed then is a stage of its own.
    /// </summary>
    public IReadOnlyList<PlanStage> Stages { get; }

    /// <summary>The plan of a mask.</summary>
    /// <param name="map">The structures of the model.</param>
    /// <param name="mask">Shape <c>[map.Count]</c>, bool: true for structures that stay.</param>
    /// <exception cref="ArgumentException">The mask has another shape or type, or leaves nothing of a group.</exception>
    public static PruningPlan Of(StructureMap map, Tensor mask)
    {
        map.RequireMask(mask);
        return new([PlanStage.Of(map, mask)]);
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">What <see cref="Save"/> wrote.</param>
    /// <exception cref="PruningPlanException">The file is not a plan, or of another version.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static PruningPlan Load(string path) => new(PlanReader.Read(path));

    /// <summary>
    /// The plan with widths that suit the processor: every group is left with a multiple of so many structures, or whole, by letting stay the
    /// first of those that would go. Kernels work on blocks of channels, and a width between two multiples costs as much as the next
    /// one, or more. Training comes to such widths itself with <see cref="SparseOptions.Divisor"/>, where saliency says which structures
    /// stay; this is for plans that were made otherwise.
    /// </summary>
    /// <remarks>Of a plan with several stages the last one is changed, for its groups have the widths that the stages before leave.</remarks>
    /// <param name="multiple">What the widths are multiples of, at least 1: 8 or 16 on most processors, 8 for the tensor cores of a GPU in 16 bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public PruningPlan Aligned(int multiple)
    {
        Ranges.AtLeast(multiple, 1, nameof(multiple));
        return new([.. Stages.SkipLast(1), Stages[^1].Aligned(multiple)]);
    }

    /// <summary>Writes the plan, as JSON.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    public void Save(string path) => AtomicFile.Write(path, stream => PlanWriter.Write(stream, Stages));
}
