using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>What all rules together allow each group to lose.</summary>
internal static class GroupRules
{
    /// <summary>The groups of a map with the numbers of structures that may go.</summary>
    /// <param name="map">The structures.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="widths">The widths of a group for which no <see cref="WidthRule"/> is.</param>
    /// <exception cref="ArgumentException">A rule's pattern means nothing in the model.</exception>
    public static IReadOnlyList<ConstrainedGroup> Apply(StructureMap map, IReadOnlyList<GroupRule> rules, Func<LinkedGroup, WidthConstraint> widths)
    {
        var writers = Writers(map);
        var paths = map.Model?.Linked.Live.Tensors.Select(t => t.Path) ?? map.Slices.Select(s => s.Path);
        var known = paths.Distinct(StringComparer.Ordinal).ToList();
        foreach (var rule in rules.Where(r => !known.Any(r.Matches) && !map.Groups.Any(g => g.Id == r.Pattern)))
        {
            throw new ArgumentException(
                $"The pattern '{rule.Pattern}' of {rule.GetType().Name} means no parameter of the model, the first of which are {string.Join(", ", known.Take(3))}: correct it, or leave the rule out.",
                nameof(rules));
        }

        var own = map.Groups.Zip(writers, (group, written) => rules.Where(r => r.IsFor(group, written)).ToArray()).ToArray();
        ConstrainedGroup[] constrained = [.. map.Groups.Zip(own, (group, matching) => Constrain(group, matching, widths))];
        foreach (var rule in rules.OfType<OwnSparsity>().Where(r => r.Together))
        {
            Share(constrained, rule, [.. Enumerable.Range(0, own.Length).Where(g => ReferenceEquals(rule, Sharing(own[g])))]);
        }

        return constrained;
    }

    private static ConstrainedGroup Constrain(LinkedGroup group, IReadOnlyList<GroupRule> rules, Func<LinkedGroup, WidthConstraint> widths)
    {
        if (rules.OfType<Exclusion>().FirstOrDefault() is { } exclusion)
        {
            return new(group, [0], $"excluded by '{exclusion.Pattern}'");
        }

        var rule = rules.OfType<WidthRule>().FirstOrDefault();
        var width = rule?.Constraint ?? widths(group);
        var allowed = new ConstrainedGroup(group, [.. width.Removals(group.Width)], Words(width, rule));
        if (rules.OfType<SparsityCap>().FirstOrDefault() is { } cap && Number(group.Width * cap.Share, down: true) is var most && most < allowed.Capacity)
        {
            allowed = new(group, [.. allowed.Removals.Where(r => r <= most)], $"at most {Percent(cap.Share)} may go, by '{cap.Pattern}'");
        }

        if (rules.OfType<OwnSparsity>().FirstOrDefault() is { Together: false } own)
        {
            var wanted = Number(group.Width * own.Share, down: false);
            return new(group, [allowed.Removals.MinBy(r => (Math.Abs(r - wanted), r))], $"exactly {Percent(own.Share)} go, by '{own.Pattern}'");
        }

        return allowed;
    }

    private static OwnSparsity? Sharing(IReadOnlyList<GroupRule> rules) => rules.Any(r => r is Exclusion) ? null : rules.OfType<OwnSparsity>().FirstOrDefault();

    private static void Share(ConstrainedGroup[] groups, OwnSparsity rule, int[] members)
    {
        var among = members.Select(g => groups[g]).ToList();
        var wanted = Number(among.Sum(g => g.Group.Width) * rule.Share, down: false);
        var quota = new SharedQuota(rule.Pattern, ReachableTotals.Nearest(among, Math.Min(wanted, ReachableTotals.Maximum(among))));
        foreach (var g in members)
        {
            groups[g] = groups[g] with { Quota = quota, Reason = $"together {Percent(rule.Share)} go, by '{rule.Pattern}'; {groups[g].Reason}" };
        }
    }

    // A product such as 100 * 0.29 is a little below 29.
    private static int Number(double product, bool down) =>
        Math.Abs(product - Math.Round(product)) < 1e-9 || !down ? (int)Math.Round(product, MidpointRounding.AwayFromZero) : (int)product;

    private static string Words(WidthConstraint width, WidthRule? rule) =>
        (width.MinimumWidth, width.Divisor) switch
        {
            (1, 1) => "one structure stays",
            (_, 1) => $"at least {width.MinimumWidth} stay",
            (1, _) => $"multiples of {width.Divisor} stay",
            _ => $"multiples of {width.Divisor} stay, at least {width.MinimumWidth}",
        }
        + (rule is null ? "" : $", by '{rule.Pattern}'");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");

    private static List<string>[] Writers(StructureMap map)
    {
        using var scope = NewDisposeScope();
        var writers = map.Groups.Select(_ => new List<string>()).ToArray();
        int[] groups = [.. map.Groups.SelectMany((group, g) => Enumerable.Repeat(g, group.Width))];
        foreach (var slice in map.Slices.Where(s => s.Role == SliceRole.Writer))
        {
            foreach (var g in slice.Structures.cpu().data<long>().Where(s => s < map.Count).Select(s => groups[s]).Distinct())
            {
                writers[g].Add(slice.Path);
            }
        }

        return writers;
    }
}
