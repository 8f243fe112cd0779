using Xunit;

namespace PrunableModels.Tests.Training;

public sealed class SelectionTests
{
    [Fact]
    public void The_lowest_scores_go()
    {
        Assert.Equal([1, 4, 5], Choose([3, 1, 9, 8, 2, 0.5f], [], target: 3, period: 0, periods: 1, (3, new()), (3, new())));
    }

    [Fact]
    public void Ties_go_to_the_lower_number()
    {
        Assert.Equal([0, 1], Choose([1, 1, 1, 1, 1, 1], [], target: 2, period: 0, periods: 1, (3, new()), (3, new())));
    }

    [Fact]
    public void What_is_gone_is_not_chosen_again()
    {
        Assert.Equal([0, 3], Choose([3, 0, 9, 4, 0, 5], gone: [1, 4], target: 4, period: 1, periods: 2, (3, new()), (3, new())));
    }

    [Fact]
    public void A_period_takes_the_lowest_of_what_goes_in_the_end()
    {
        Assert.Equal([1, 5], Choose([3, 1, 9, 8, 2, 0.5f], [], target: 4, period: 0, periods: 2, (3, new()), (3, new())));
    }

    [Fact]
    public void What_the_minimum_width_refuses_is_taken_elsewhere()
    {
        Assert.Equal([0, 1, 5], Choose([0, 0, 0, 9, 8, 7], [], target: 3, period: 0, periods: 1, (3, new()), (3, new())));
        Assert.Equal([0, 4, 5], Choose([0, 0, 0, 9, 8, 7], [], target: 3, period: 0, periods: 1, (3, new(MinimumWidth: 2)), (3, new())));
    }

    [Fact]
    public void Widths_kept_are_multiples_of_the_divisor_and_the_total_is_exact()
    {
        // The four lowest would be three of one group and one of the other.
        Assert.Equal([0, 1, 2, 3], Choose([0, 1, 2, 7, 9, 9, 9, 9, 3, 9, 9, 9, 9, 9, 9, 9], [], target: 4, period: 0, periods: 1, (8, new(1, 4)), (8, new(1, 4))));

        // The cheapest four of one group cost 102, of the other 18.
        Assert.Equal([8, 9, 10, 11], Choose([0, 1, 2, 99, 99, 99, 99, 99, 3, 4, 5, 6, 9, 9, 9, 9], [], target: 4, period: 0, periods: 1, (8, new(1, 4)), (8, new(1, 4))));
    }

    [Fact]
    public void Periods_lead_to_a_width_that_the_divisor_allows_whatever_the_scores_say_in_between()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 200; trial++)
        {
            var groups = Enumerable.Range(0, 4).Select(_ => (Width: random.Next(1, 20), Constraint: new WidthConstraint(random.Next(1, 4), random.Next(1, 5)))).ToArray();
            var constrained = Constrained(groups);
            var count = groups.Sum(g => g.Width);
            var target = ReachableTotals.Nearest(constrained, random.Next(ReachableTotals.Maximum(constrained) + 1));
            var gone = new bool[count];
            var periods = random.Next(1, 8);
            for (var period = 0; period < periods; period++)
            {
                var scores = Enumerable.Range(0, count).Select(_ => random.NextSingle()).ToArray();
                var chosen = new RedundancySelector(constrained, new TotalGoal(target)).Choose(scores, gone, period, periods);
                var quota = period == periods - 1 ? target - (target / periods * (periods - 1)) : target / periods;
                Assert.Equal(quota, chosen.Distinct().Count(s => !gone[s]));
                Array.ForEach(chosen, s => gone[s] = true);
            }

            Assert.All(constrained, g => Assert.Contains(gone[g.Group.Start..g.Group.End].Count(x => x), g.Removals));
        }
    }

    [Fact]
    public void What_goes_together_is_met_to_the_structure_whatever_the_scores_say_in_between()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 200; trial++)
        {
            var constrained = Constrained([.. Enumerable.Range(0, 5).Select(_ => (random.Next(1, 20), new WidthConstraint(random.Next(1, 4), random.Next(1, 4))))]);
            var among = constrained[1..4];
            var quota = new SharedQuota("*", ReachableTotals.Nearest(among, random.Next(ReachableTotals.Maximum(among) + 1)));
            constrained = [.. constrained.Select((g, i) => i is > 0 and < 4 ? g with { Quota = quota } : g)];
            var (least, most) = (ReachableTotals.Minimum(constrained), ReachableTotals.Maximum(constrained));
            var target = ReachableTotals.Nearest(constrained, random.Next(least, most + 1));
            var gone = new bool[constrained.Sum(g => g.Group.Width)];
            var periods = random.Next(1, 8);
            for (var period = 0; period < periods; period++)
            {
                var scores = gone.Select(_ => random.NextSingle()).ToArray();
                Array.ForEach(new RedundancySelector(constrained, new TotalGoal(target)).Choose(scores, gone, period, periods), s => gone[s] = true);
            }

            int[] removed = [.. constrained.Select(g => gone[g.Group.Start..g.Group.End].Count(x => x))];
            Assert.Equal(target, removed.Sum());
            Assert.Equal(quota.Total, removed[1..4].Sum());
            Assert.All(constrained.Zip(removed), p => Assert.True(p.First.Allows(p.Second)));
        }
    }

    [Fact]
    public void The_cheapest_of_all_allowed_ways_is_found()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 50; trial++)
        {
            var groups = Enumerable.Range(0, 3).Select(_ => (Width: random.Next(4, 10), Constraint: new WidthConstraint(1, random.Next(1, 4)))).ToArray();
            var constrained = Constrained(groups);
            var target = ReachableTotals.Nearest(constrained, random.Next(1, ReachableTotals.Maximum(constrained) + 1));
            var scores = Enumerable.Range(0, groups.Sum(g => g.Width)).Select(_ => random.NextSingle()).ToArray();

            var chosen = new RedundancySelector(constrained, new TotalGoal(target)).Choose(scores, new bool[scores.Length], 0, 1);

            Assert.Equal(Cheapest(constrained, scores, target), chosen.Sum(s => (double)scores[s]), 1e-9);
        }
    }

    [Fact]
    public void An_unreachable_total_is_replaced_by_the_nearest()
    {
        var groups = Constrained((16, new(1, 4)), (8, new(1, 4)));

        Assert.Equal(16, ReachableTotals.Maximum(groups));
        Assert.Equal([0, 0, 4, 4, 4, 4, 8], new[] { 0, 1, 2, 3, 4, 5, 6 }.Select(wanted => ReachableTotals.Nearest(groups, wanted)));
    }

    [Fact]
    public void A_group_that_is_no_multiple_may_stay_or_go_down_to_one()
    {
        Assert.Equal([0, 2, 6], new WidthConstraint(1, 4).Removals(10));
        Assert.Equal([0, 2], new WidthConstraint(5, 4).Removals(10));
        Assert.Equal([0], new WidthConstraint(1, 8).Removals(8));
        Assert.Equal([0, 1, 2], new WidthConstraint().Removals(3));
    }

    [Fact]
    public void Scores_that_are_no_numbers_come_last()
    {
        Assert.Equal([1, 2], Choose([float.NaN, 5, float.NegativeInfinity, float.PositiveInfinity, 6], [], target: 2, period: 0, periods: 1, (5, new())));
    }

    private static int[] Choose(float[] scores, int[] gone, int target, int period, int periods, params (int Width, WidthConstraint Constraint)[] groups)
    {
        var flags = new bool[scores.Length];
        Array.ForEach(gone, s => flags[s] = true);
        return new RedundancySelector(Constrained(groups), new TotalGoal(target)).Choose(scores, flags, period, periods);
    }

    private static ConstrainedGroup[] Constrained(params (int Width, WidthConstraint Constraint)[] groups)
    {
        var start = 0;
        return [.. groups.Select((g, i) => new ConstrainedGroup(new LinkedGroup($"g{i}", (start += g.Width) - g.Width, g.Width), g.Constraint))];
    }

    /// <summary>By trying every combination of removals.</summary>
    private static double Cheapest(IEnumerable<ConstrainedGroup> groups, float[] scores, int target)
    {
        if (!groups.Any())
        {
            return target == 0 ? 0 : double.PositiveInfinity;
        }

        var group = groups.First();
        var sorted = scores[group.Group.Start..group.Group.End].Order().ToArray();
        return group.Removals.Where(r => r <= target).Min(r => sorted.Take(r).Sum(s => (double)s) + Cheapest(groups.Skip(1), scores, target - r));
    }
}
