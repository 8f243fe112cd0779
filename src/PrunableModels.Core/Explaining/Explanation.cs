using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// A model's groups in words: what they come to, every group with its places, and what is kept with the reasons. The same text
/// stands at a class in the editor, where a few groups are enough, and comes from a live model, whose sizes are known.
/// </summary>
public sealed class Explanation
{
    private const int MostGroups = 5;
    private const int MostPlaces = 4;
    private const int MostReasons = 5;
    private const int LongestSize = 40;

    private readonly IReadOnlyList<Entry> entries;
    private readonly IReadOnlyList<(string Id, string Extent, string Reason)> kept;

    private Explanation(string totals, IReadOnlyList<Entry> entries, IReadOnlyList<(string Id, string Extent, string Reason)> kept)
    {
        Totals = totals;
        this.entries = entries;
        this.kept = kept;
    }

    private sealed record Entry(string Head, IReadOnlyList<(string Verb, IReadOnlyList<string> Places)> Roles);

    /// <summary>What the groups come to, in a line.</summary>
    public string Totals { get; }

    /// <summary>How many parameters belong to a group that can be pruned; null where extents are not known.</summary>
    public long? InGroups { get; private init; }

    /// <summary>Puts groups into words.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="parameters">How many parameters the model has, or null where that is not known.</param>
    /// <param name="kept">Reasons for which further groups are kept, by <see cref="PruningGroup.Id"/>.</param>
    public static Explanation Of(GroupSet groups, long? parameters, IReadOnlyDictionary<string, string>? kept = null)
    {
        var prunable = groups.All.Where(g => WhyKept(g) is null).ToList();
        var counts = new GroupParameters(groups.Graph);
        var inGroups = counts.Of(prunable);
        return new(
            InTotal(prunable, inGroups, parameters),
            [.. prunable.Select(g => Describe(g, counts.Of([g])))],
            [.. groups.All.Select(g => (g.Id, $"{g.Extent}", Reason: WhyKept(g))).Where(g => g.Reason is not null).Select(g => (g.Id, g.Item2, g.Reason!))])
        {
            InGroups = inGroups,
        };

        string? WhyKept(PruningGroup group) => group.Kept?.ToString() ?? (kept is not null && kept.TryGetValue(group.Id, out var reason) ? reason : null);
    }

    /// <summary>Puts what was found out at compile time into words: the first way in which the model can be built.</summary>
    /// <param name="program">The model.</param>
    /// <param name="analysis">What was found out; there has to be a configuration.</param>
    public static Explanation Of(ModelProgram program, AnalysisResult analysis)
    {
        var first = analysis.Configurations[0].Groups;
        return Of(first, first.Graph.Root.Module is ConstructedModule root ? StateDict.Of(root, id => program.Find(id) is not null).Parameters : null);
    }

    /// <summary>The first groups, and what is kept by reasons: as much as one takes in at a glance. Each paragraph has one line or more.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Glance() =>
    [
        .. entries.Take(MostGroups).Select(e => Paragraph(e, MostPlaces)),
        .. More(entries.Count - MostGroups, "group"),
        .. kept.GroupBy(k => k.Reason).Take(MostReasons).Select(Together),
        .. More(kept.Select(k => k.Reason).Distinct().Count() - MostReasons, "reason"),
    ];

    /// <summary>Everything, a line each.</summary>
    public override string ToString() => string.Concat(
        new[] { Totals }.Concat(entries.SelectMany(e => Paragraph(e, int.MaxValue).Select((line, i) => i == 0 ? line : $"  {line}"))).Concat(kept.Select(Alone)).Select(line => $"{line}\n"));

    private static Entry Describe(PruningGroup group, long? parameters) => new(
        parameters is { } count ? Text($"{group.Id}: {group.Extent} structures, {count:N0} parameters") : $"{group.Id}: {group.Extent} structures",
        [.. group.Occurrences.GroupBy(o => o.Role).Select(r => (Verb(r.Key), (IReadOnlyList<string>)[.. r.Select(o => Text($"{o.Path}:{o.Axis}"))]))]);

    private static string InTotal(List<PruningGroup> prunable, long? inGroups, long? all)
    {
        var structures = prunable.Aggregate(Size.Zero, (sum, g) => sum + g.Extent).ToString();
        var counted = $"{Counted(prunable.Count, "group")}{(structures.Length <= LongestSize ? $" with {structures} structures" : "")}";
        return inGroups is not { } some || all is not { } total ? counted
            : Text($"{counted}; {some:N0} of {total:N0} parameters ({(total == 0 ? 0 : (double)some / total).ToString("P1", CultureInfo.InvariantCulture)}) belong to one");
    }

    private static IReadOnlyList<string> Paragraph(Entry entry, int most) =>
        [entry.Head, .. entry.Roles.Select(r => $"{r.Verb} {Some(r.Places, most)}")];

    private static string Alone((string Id, string Extent, string Reason) kept) => $"{kept.Id}: {kept.Extent} kept, because {kept.Reason}";

    private static IReadOnlyList<string> Together(IGrouping<string, (string Id, string Extent, string Reason)> kept) =>
        [kept.Count() == 1 ? Alone(kept.First()) : $"{Some([.. kept.Select(k => k.Id)], MostPlaces)}: kept, because {kept.Key}"];

    private static IEnumerable<IReadOnlyList<string>> More(int count, string noun) => count > 0 ? [[$"... and {Counted(count, noun)} more"]] : [];

    private static string Some(IReadOnlyList<string> names, int most) =>
        names.Count <= most ? string.Join(", ", names) : Text($"{string.Join(", ", names.Take(most))} and {names.Count - most} more");

    private static string Counted(int count, string noun) => Text($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Verb(OccurrenceRole role) => role switch
    {
        OccurrenceRole.Writer => "written by",
        OccurrenceRole.Reader => "read by",
        _ => "along with",
    };
}
