using System;
using System.Collections.Generic;
using System.Linq;
using static System.FormattableString;

namespace PrunableModels.Reports;

/// <summary>What an optimizer was made with, in words.</summary>
internal static class Settings
{
    public static IReadOnlyList<ReportFact> Of(SparseOptions options)
    {
        List<ReportFact> facts =
        [
            new("Base update", Words(options.Variant)),
            new("Minimum width", Invariant($"{options.MinimumWidth}")),
            new("Divisor", Invariant($"{options.Divisor}")),
            new("Compacts while training", options.CompactWhileTraining ? "yes" : "no"),
            new("Loss or gradient not finite", $"{options.OnNonFinite}"),
            new("Steps from one measurement to the next", Invariant($"{options.MetricsEvery}")),
        ];
        facts.AddRange(options.Rules.Select(rule => new ReportFact("Rule", Words(rule))));
        facts.AddRange(options.ParameterRules.Select(rule => new ReportFact("Parameter rule", Words(rule.Variant))));
        if (options.GroupConstraint is not null)
        {
            facts.Add(new("Group constraint", "by the program"));
        }

        if (options.Criteria is { } criteria)
        {
            facts.Add(new("Criteria", string.Join(", ", criteria.Select(c => Invariant($"{c.Weight} {c.Criterion.GetType().Name}")))));
        }

        return facts;
    }

    private static string Words(BaseUpdate update) => Invariant($"{Name(update)}, learning rate {update.LearningRate}") + string.Concat(Details(update));

    private static string Words(GroupRule rule) => rule switch
    {
        Exclusion => $"{rule.Pattern} stays whole",
        SparsityCap cap => Invariant($"{rule.Pattern} loses at most a share of {cap.Share}"),
        OwnSparsity own => Invariant($"{rule.Pattern} loses a share of {own.Share}{(own.Together ? ", all its groups together" : "")}"),
        WidthRule width => Invariant($"{rule.Pattern} keeps at least {width.Constraint.MinimumWidth} and a multiple of {width.Constraint.Divisor}"),
        _ => $"{rule.Pattern}: {rule.GetType().Name}",
    };

    private static string Name(BaseUpdate update) => update switch
    {
        SgdUpdate => "SGD",
        AdamUpdate { DecoupledDecay: true } => "AdamW",
        AdamUpdate => "Adam",
        _ => update.GetType().Name,
    };

    private static IEnumerable<string> Details(BaseUpdate update)
    {
        switch (update)
        {
            case SgdUpdate sgd:
                yield return Invariant($", momentum {sgd.Momentum}, dampening {sgd.Dampening}{(sgd.Nesterov ? ", Nesterov" : "")}");
                break;
            case AdamUpdate adam:
                yield return Invariant($", betas {adam.Beta1} and {adam.Beta2}, epsilon {adam.Epsilon}{(adam.AmsGrad ? ", AMSGrad" : "")}");
                break;
        }

        yield return Invariant($", weight decay {update.WeightDecay}");
    }
}
