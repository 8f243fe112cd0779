using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>Two policies over two parts of one numbering, each with a goal of its own: erasing and pruning in one run.</summary>
/// <param name="first">The policy of the first structures.</param>
/// <param name="second">That of the others, whose groups start behind.</param>
internal sealed class JointPolicy(PruningPolicy first, PruningPolicy second) : PruningPolicy([.. first.Groups, .. Behind(first, second)], new JointGoal(first.Goal, second.Goal, first.Groups.Count))
{
    private readonly int border = first.Groups.Sum(g => g.Group.Width);

    public override bool CountsGone => first.CountsGone;

    public override bool KeepsMoments => first.KeepsMoments;

    public override bool SeedsMoments => first.SeedsMoments;

    public override long Road(long stepsLeft) => first.Road(stepsLeft);

    public override torch.Tensor Norm(torch.Tensor scores) => first.Norm(scores);

    public override int[] Choose(float[] scores, bool[] gone, long period, long periods) =>
    [
        .. first.Choose(scores[..border], gone[..border], period, periods),
        .. second.Choose(scores[border..], gone[border..], period, periods).Select(s => s + border),
    ];

    public override bool IsDone(bool[] gone) => first.IsDone(gone[..border]) && second.IsDone(gone[border..]);

    private static IEnumerable<ConstrainedGroup> Behind(PruningPolicy first, PruningPolicy second)
    {
        var border = first.Groups.Sum(g => g.Group.Width);
        return second.Groups.Select(g => g with { Group = g.Group with { Start = g.Group.Start + border } });
    }

    /// <summary>Both goals.</summary>
    private sealed class JointGoal(RemovalGoal first, RemovalGoal second, int border) : RemovalGoal
    {
        public override int[] Plan(RemovalPlanner planner) => throw new NotSupportedException("Each of the two plans for itself.");

        public override bool IsReached(int[] removed, long period, long periods) => first.IsReached(removed[..border], period, periods) && second.IsReached(removed[border..], period, periods);

        public override string ToString() => $"{first}, and {second}";

        public override string Explain() => $"{first.Explain()}, and {second.Explain()}";

        public override void Save(BinaryWriter writer)
        {
            first.Save(writer);
            second.Save(writer);
        }

        public override void Load(BinaryReader reader)
        {
            first.Load(reader);
            second.Load(reader);
        }
    }
}
