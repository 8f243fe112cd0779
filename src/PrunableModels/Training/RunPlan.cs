using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PrunableModels;

/// <summary>What a saved state belongs to: it can only be gone on from with the same plan.</summary>
internal sealed class RunPlan : ICheckpointed
{
    private readonly string structures;
    private readonly string schedule;
    private readonly string goal;
    private readonly string scoring;

    /// <param name="method">What is pruned, and how.</param>
    /// <param name="scoring">What structures are judged by, in words.</param>
    public RunPlan(SparseMethod method, string scoring)
        : this(string.Join('\n', method.Policy.Groups), method.Plan, $"{method.Policy.Goal}", scoring) =>
        Count = method.Policy.Groups.Sum(group => group.Group.Width);

    private RunPlan(string structures, string schedule, string goal, string scoring)
    {
        this.structures = structures;
        this.schedule = schedule;
        this.goal = goal;
        this.scoring = scoring;
    }

    /// <summary>The number of structures.</summary>
    public int Count { get; }

    public static RunPlan Load(BinaryReader reader) =>
        new(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());

    public void Save(BinaryWriter writer)
    {
        writer.Write(structures);
        writer.Write(schedule);
        writer.Write(goal);
        writer.Write(scoring);
    }

    /// <inheritdoc/>
    public void Declare(StateFields fields)
    {
        fields.Fixed("structures", structures);
        fields.Fixed("schedule", schedule);
        fields.Fixed("target", goal);
        fields.Fixed("scoring", scoring);
    }

    /// <exception cref="InvalidDataException">The saved plan is another.</exception>
    public void Check(RunPlan saved)
    {
        if (saved.structures != structures)
        {
            throw new InvalidDataException("The saved state is of a model with other groups, or of other constraints on their widths.");
        }

        if (saved.schedule != schedule || saved.goal != goal)
        {
            throw new InvalidDataException($"The saved state prunes {saved.goal} by {saved.schedule}, this optimizer {goal} by {schedule}.");
        }

        if (saved.scoring != scoring)
        {
            throw new InvalidDataException($"The saved state judges structures by {saved.scoring}, this optimizer by {scoring}: give it the same criteria.");
        }
    }
}
