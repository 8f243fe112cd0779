using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PrunableModels;

/// <summary>
/// The multiply-adds at which a model was measured to be fast enough. Another measurement gives another number, so a saved state brings
/// its own along.
/// </summary>
internal sealed class LatencyGoal(PruningTarget target, MacsOfLatency found, IReadOnlyList<ConstrainedGroup> groups)
    : CostGoal(found.Macs, [.. groups.Select(g => g.Group.Width)], found.Limit)
{
    /// <summary>What the groups' widths allow, in microseconds.</summary>
    public Reach Reach => found.Reach;

    public override string ToString() => $"structures until {target} is left";

    public override string Explain() => FormattableString.Invariant($"structures until there are at most {Limit:N0} {Model.Unit}, with which a forward pass took {found.Measured}");

    public override void Save(BinaryWriter writer) => writer.Write(Limit);

    public override void Load(BinaryReader reader) => Limit = reader.ReadInt64();

    public override void Declare(StateFields fields) => fields.Number("measured limit", Limit, limit => Limit = limit);
}
