using System;
using System.Collections.Generic;
using TorchSharp;

namespace PrunableModels;

/// <summary>HESSO as the paper means it: what is gone is out of the ranking, and the target is met to the structure.</summary>
internal sealed class HessoPolicy(IReadOnlyList<ConstrainedGroup> groups, RemovalGoal goal) : PruningPolicy(groups, goal)
{
    private readonly RedundancySelector selector = new(groups, goal);

    /// <summary>The policy that leads to the target of the options.</summary>
    /// <exception cref="ArgumentException">A rule means nothing in the model, or the target cannot be reached.</exception>
    public static HessoPolicy Of(StructureMap map, SparseOptions options)
    {
        var groups = options.Constrain(map);
        return new(groups, options.GoalFor(map, groups));
    }

    public override bool CountsGone => false;

    public override bool KeepsMoments => false;

    public override bool SeedsMoments => false;

    public override long Road(long stepsLeft) => stepsLeft;

    public override torch.Tensor Norm(torch.Tensor scores) => EuclideanNorm(scores);

    public override int[] Choose(float[] scores, bool[] gone, long period, long periods) => selector.Choose(scores, gone, period, periods);
}
