using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Every layer in the colour of the group that its output belongs to, or in the colours of several; kept ones in grey, with the reason.</summary>
internal sealed class GroupLook : TraceLook
{
    private const int MostLines = 4;
    private static readonly PictureCluster Frame = new(Picture.LegendCluster, "groups", PicturePalette.Frame);
    private readonly AxisSolver solver;
    private readonly IReadOnlyDictionary<string, string>? kept;
    private readonly Dictionary<Space, PruningGroup> groups;
    private readonly Dictionary<PruningGroup, int> numbers = [];

    /// <summary>Numbers the groups that can be pruned in their order.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="options">How deep modules are framed.</param>
    /// <param name="kept">Reasons for which further groups are kept, by their identity.</param>
    public GroupLook(GroupSet groups, PictureOptions options, IReadOnlyDictionary<string, string>? kept)
        : base(options)
    {
        solver = groups.Graph.Solver;
        this.kept = kept;
        this.groups = groups.All.ToDictionary(g => g.Space);
        foreach (var group in groups.All.Where(g => WhyKept(g) is null))
        {
            numbers.Add(group, numbers.Count);
        }
    }

    public override NodeLook Of(Node node)
    {
        var written = Written(node).ToList();
        return written.Count == 0 ? base.Of(node) : new(PicturePalette.Mix([.. written.Select(Style)]), Tooltip(written));
    }

    public override PictureLegend? Legend(IReadOnlyList<Node> drawn)
    {
        var shown = drawn.SelectMany(Written).Distinct().ToList();
        var prunable = shown.Where(numbers.ContainsKey).OrderBy(g => numbers[g]).ToList();
        var nodes = prunable.Take(PicturePalette.GroupStyles).Select(g => Entry($"group{numbers[g]}", Text(g), Style(g))).ToList();
        if (nodes.Count < prunable.Count)
        {
            nodes.Add(Entry("groups", More(prunable.Count - nodes.Count), PicturePalette.Plain));
        }

        if (prunable.Count < shown.Count)
        {
            nodes.Add(Entry("kept", "kept", PicturePalette.Kept));
        }

        return nodes.Count == 0 ? null : new(Frame, nodes);
    }

    private static string More(int count) => $"... {count.ToString(CultureInfo.InvariantCulture)} more";

    private string Tooltip(List<PruningGroup> written) =>
        string.Join("\n", [.. written.Take(MostLines).Select(Text), .. written.Count > MostLines ? [More(written.Count - MostLines)] : Array.Empty<string>()]);

    private static PictureNode Entry(string id, string label, PictureStyle style) => new(id, label, PictureShape.Box, style) { Cluster = Frame.Id };

    private PictureStyle Style(PruningGroup group) => numbers.TryGetValue(group, out var number) ? PicturePalette.Group(number) : PicturePalette.Kept;

    private string Text(PruningGroup group) => WhyKept(group) is { } reason ? $"{group.Id} is kept: {reason}" : $"{group.Id}: {group.Extent} structures";

    private string? WhyKept(PruningGroup group) =>
        group.Kept?.ToString() ?? (kept is not null && kept.TryGetValue(group.Id, out var reason) ? reason : null);

    // The axes of its parameters that an operator carries to a result.
    private IEnumerable<PruningGroup> Written(Node node) => node.Carried
        .Select(c => node.Operands[c.Operand]?.Leaf is { IsBuffer: false } leaf ? leaf.Axes[leaf.Axes.Length - 1 - c.Axis] : null)
        .OfType<AxisType>()
        .SelectMany(a => solver.Resolve(a).Spaces)
        .Where(groups.ContainsKey)
        .Select(s => groups[s])
        .Distinct();
}
