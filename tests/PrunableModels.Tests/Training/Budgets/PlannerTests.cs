using Xunit;

namespace PrunableModels.Tests.Training;

/// <summary>Of all removals that the constraints allow, the cheapest is planned: compared with trying them all.</summary>
public sealed class PlannerTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_total_costs_the_least_that_it_can(int seed)
    {
        var random = new Random(seed);
        var groups = Groups(random);
        var (removed, costs) = Begun(groups, random);
        var planner = new RemovalPlanner(groups, costs, removed);
        foreach (var total in All(groups, removed).Select(r => r.Sum()).Distinct())
        {
            var plan = planner.WithTotal(total);
            Assert.Equal(total, plan.Sum());
            Assert.All(groups.Zip(plan), p => Assert.True(p.First.Allows(p.Second)));
            Assert.Equal(All(groups, removed).Where(r => r.Sum() == total).Min(r => Cost(costs, removed, r)), Cost(costs, removed, plan), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_fewest_that_are_enough_are_the_cheapest_of_their_number(int seed)
    {
        var random = new Random(seed);
        var groups = Groups(random);
        var (removed, costs) = Begun(groups, random);
        int[] worth = [.. groups.Select(_ => random.Next(1, 9))];
        var most = groups.Zip(worth, (g, w) => g.Capacity * w).Sum();
        var enough = random.Next(most + 1);
        bool IsEnough(int[] plan) => plan.Zip(worth, (r, w) => r * w).Sum() >= enough;
        var planner = new RemovalPlanner(groups, costs, removed);

        var plan = planner.Fewest(IsEnough);

        Assert.True(IsEnough(plan));
        Assert.Equal(planner.WithTotal(plan.Sum()), plan);
        Assert.All(All(groups, removed).Select(r => r.Sum()).Distinct().Where(t => t < plan.Sum()), t => Assert.False(IsEnough(planner.WithTotal(t))));
    }

    [Fact]
    public void What_cannot_be_planned_is_an_error()
    {
        var planner = new RemovalPlanner([Group(8, 1, 4)], [[1, 2, 3, 4, 5, 6, 7, 8]], [0]);
        Assert.Throws<InvalidOperationException>(() => planner.WithTotal(3));
        Assert.Throws<InvalidOperationException>(() => planner.Fewest(_ => false));
    }

    private static ConstrainedGroup Group(int width, int minimum, int divisor) => new(new("g", 0, width), new WidthConstraint(minimum, divisor));

    /// <summary>Groups that may lose any number, only multiples, and exactly one number.</summary>
    private static ConstrainedGroup[] Groups(Random random)
    {
        var fixedWidth = random.Next(2, 7);
        ConstrainedGroup[] groups =
        [
            Group(random.Next(1, 7), 1, 1),
            Group(random.Next(2, 9), random.Next(1, 3), random.Next(2, 4)),
            new(new("exact", 0, fixedWidth), [random.Next(fixedWidth)], "exactly"),
            Group(random.Next(3, 9), random.Next(1, 3), 1),
            Group(random.Next(2, 9), 1, random.Next(1, 5)),
        ];
        return groups[..random.Next(1, 6)];
    }

    private static (int[] Removed, double[][] Costs) Begun(ConstrainedGroup[] groups, Random random)
    {
        int[] removed = [.. groups.Select(g => random.Next(g.Capacity + 1))];
        return (removed, [.. groups.Zip(removed, (g, r) => Enumerable.Range(0, g.Group.Width - r).Select(_ => random.NextDouble() - 0.2).Order().ToArray())]);
    }

    private static IEnumerable<int[]> All(ConstrainedGroup[] groups, int[] removed) => groups.Zip(removed)
        .Aggregate((IEnumerable<int[]>)[[]], (plans, g) => plans.SelectMany(p => g.First.Removals.Where(r => r >= g.Second).Select(r => (int[])[.. p, r])));

    private static double Cost(double[][] costs, int[] removed, int[] plan) =>
        costs.Select((c, g) => c.Take(plan[g] - removed[g]).Sum()).Sum();
}
