using System.Collections.Generic;

namespace PrunableModels;

/// <summary>How <see cref="OneShot"/> trains and prunes. By default structures are judged by their magnitude alone.</summary>
public sealed record OneShotOptions : SparseOptions
{
    /// <summary>
    /// The step, from 1, at whose end the structures of lowest score are set to zero, all at once; by default after 10 % of all steps.
    /// </summary>
    public long? PruneStep { get; init; }

    internal override IReadOnlyList<WeightedCriterion> ResolvedCriteria => Criteria ?? [new(new MagnitudeCriterion(), 1)];

    internal override void Validate()
    {
        base.Validate();
        Ranges.AtLeast(PruneStep ?? 1, 1, nameof(PruneStep));
        Ranges.AtMost(PruneStep ?? 1, TotalSteps, nameof(PruneStep));
    }
}
