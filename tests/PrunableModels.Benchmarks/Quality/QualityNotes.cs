using PrunableModels.Studies;

namespace PrunableModels.Benchmarks;

/// <summary>How the figures came about, in words.</summary>
internal static class QualityNotes
{
    /// <summary>What the columns mean and how networks were trained and pruned.</summary>
    public static IEnumerable<string> Made(QualityPlan plan)
    {
        yield return "Score: accuracy on CIFAR-10's 10,000 test images, or the loss of a character (nats) on the last tenth of the text, of the compact model; mean and standard deviation over seeds.";
        yield return "Every run has the same number of steps, the dense one too: pruning and what comes after it are part of the budget, and so are the steps that HESSO-CRIC undoes.";
        foreach (var network in QualityPlan.Networks)
        {
            var (recipe, data) = (plan.RecipeOf(network), network == Network.Gpt ? "tinyshakespeare" : "20,000 images of CIFAR-10");
            yield return FormattableString.Invariant(
                $"{network} ({TrainingRun.ShapeOf(network)}), {data}: {recipe.Steps} steps of {recipe.Batch}, {recipe.Update} at {recipe.LearningRate}, weight decay {recipe.WeightDecay}, the rate rising over {100 * recipe.WarmUp:F0} % of the steps and then falling on a cosine to 0.");
        }

        foreach (var networks in QualityPlan.Networks.GroupBy(QualityPlan.ScheduleOf))
        {
            foreach (var line in Schedule(networks.Key))
            {
                yield return $"{string.Join(", ", networks)}: {line}";
            }
        }
    }

    /// <summary>HESSO beside the one shot, and other ways of HESSO beside the usual one.</summary>
    public static IEnumerable<string> Comparisons(IReadOnlyList<QualityRow> rows)
    {
        foreach (var row in rows.Where(r => r.Run.Method == PruningMethod.Hesso))
        {
            var isUsual = row.Run.Variant == Variant.Usual;
            var rival = isUsual ? row.Run with { Method = PruningMethod.OneShot } : row.Run with { Variant = Variant.Usual };
            if (rows.FirstOrDefault(r => r.Run == rival with { Seed = r.Run.Seed }) is { } other)
            {
                yield return Compare(isUsual ? "HESSO to one shot" : $"HESSO with {row.Run.Variant.Words()} to usual HESSO", row, other);
            }
        }
    }

    /// <summary>What methods did that the table does not show.</summary>
    public static IEnumerable<string> Conduct(IReadOnlyList<QualityRow> rows)
    {
        foreach (var row in rows.Where(r => r.Run.Method == PruningMethod.Dhspg))
        {
            yield return $"{row.Run.Network} at {row.Run.Sparsity:P0}: DHSPG brought {1 - row.Results.Average(r => (double)r.Completed / r.Target):P0} of what was to go to zero by itself; the rest was shrunk.";
        }

        foreach (var row in rows.Where(r => r.Run.Method == PruningMethod.HessoCric))
        {
            yield return $"{row.Run.Network} at {row.Run.Sparsity:P0}: HESSO-CRIC undid {row.Results.Average(r => r.ThrownAway):F0} of {row.Run.Recipe.Steps} steps.";
        }
    }

    private static string Compare(string subject, QualityRow row, QualityRow other)
    {
        var network = row.Run.Network;
        var difference = ScoreText.Difference(network, row.Score.Mean - other.Score.Mean);
        var spread = row.Results.Count > 1
            ? $"deviations {ScoreText.Of(network, row.Score.Deviation)} and {ScoreText.Of(network, other.Score.Deviation)}"
            : "one seed";
        return $"{network} at {row.Run.Sparsity:P0}: {subject} {difference} {ScoreText.Unit(network)} ({spread})";
    }

    private static IEnumerable<string> Schedule(Schedule schedule)
    {
        yield return $"HESSO prunes from {schedule.Start:P0} to {schedule.End:P0} of the steps in {schedule.Periods} periods, by DHSPG's cosine sign and scores averaged over batches unless a variant says otherwise.";
        yield return $"HESSO-CRIC tries in up to {schedule.Cycles} cycles of {schedule.Cycle:P0} of the steps before {schedule.Start:P0}, and then prunes as long as HESSO in as many periods.";
        yield return FormattableString.Invariant(
            $"DHSPG ranks at {100 * schedule.Start:F0} %, penalises by lambda {schedule.Lambda} for two thirds of HESSO's time, and shrinks what is missing in the last third; after {100 * schedule.End:F0} % what is left trains on.");
        yield return $"The one shot, by magnitude, is at {schedule.OneShot:P0}.";
        yield return $"No group becomes narrower than {schedule.LeastWidth:P0} of its fair share, by any method.";
    }
}
