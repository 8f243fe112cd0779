using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PrunableModels;

/// <summary>What a saved state belongs to: it can only be gone on from with the same plan.</summary>
internal sealed class PruningPlan : ICheckpointed
{
    private readonly string structures;
    private readonly string schedule;
    private readonly int target;

    public PruningPlan(IReadOnlyList<LinkedGroup> groups, IEnumerable<WidthConstraint> constraints, string schedule, int target)
        : this(string.Join('\n', groups.Zip(constraints, (g, c) => $"{g.Id} {g.Width} {c.MinimumWidth} {c.Divisor}")), schedule, target) =>
        Count = groups.Sum(group => group.Width);

    private PruningPlan(string structures, string schedule, int target)
    {
        this.structures = structures;
        this.schedule = schedule;
        this.target = target;
    }

    /// <summary>The number of structures.</summary>
    public int Count { get; }

    public static PruningPlan Load(BinaryReader reader) =>
        new(reader.ReadString(), reader.ReadString(), reader.ReadInt32());

    public void Save(BinaryWriter writer)
    {
        writer.Write(structures);
        writer.Write(schedule);
        writer.Write(target);
    }

    /// <inheritdoc/>
    public void Declare(StateFields fields)
    {
        fields.Fixed("structures", structures);
        fields.Fixed("schedule", schedule);
        fields.Fixed("target", $"{target}");
    }

    /// <exception cref="InvalidDataException">The saved plan is another.</exception>
    public void Check(PruningPlan saved)
    {
        if (saved.structures != structures)
        {
            throw new InvalidDataException("The saved state is of a model with other groups, or of other constraints on their widths.");
        }

        if (saved.schedule != schedule || saved.target != target)
        {
            throw new InvalidDataException($"The saved state prunes {saved.target} structures by {saved.schedule}, this optimizer {target} by {schedule}.");
        }
    }
}
