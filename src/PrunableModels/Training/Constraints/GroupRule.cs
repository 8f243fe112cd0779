using System;
using System.Collections.Generic;
using System.IO.Enumeration;
using System.Linq;

namespace PrunableModels;

/// <summary>
/// A rule on the groups that a pattern names. Of the rules of one kind the first that matches a group counts; rules of different kinds
/// hold together.
/// </summary>
/// <param name="Pattern">
/// State-dict paths, where <c>*</c> stands for any characters, dots included, and <c>?</c> for one: <c>layer4</c> and <c>layer4.*</c>
/// are all that is inside <c>layer4</c>, <c>*.conv1</c> every layer of that name inside another. A group is meant if a parameter that
/// writes it, or a module around that parameter, is; or if it is the group's id.
/// </param>
public abstract record GroupRule(string Pattern)
{
    /// <summary>Whether the rule is for a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="writers">The state-dict paths of the parameters that write it.</param>
    internal bool IsFor(LinkedGroup group, IEnumerable<string> writers) => Pattern == group.Id || writers.Any(Matches);

    /// <summary>Whether the pattern means a path, or a module on the way to it.</summary>
    internal bool Matches(string path) => Prefixes(path).Any(p => FileSystemName.MatchesSimpleExpression(Pattern, p, ignoreCase: false));

    private protected static double Unit(double share, string name)
    {
        Ranges.InUnit(share, name);
        return share;
    }

    private static IEnumerable<string> Prefixes(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            yield return path[..end];
        }
    }
}

/// <summary>Groups that stay as they are: <c>new Exclusion("layer4.*")</c>.</summary>
/// <param name="Pattern">Which groups.</param>
public sealed record Exclusion(string Pattern) : GroupRule(Pattern);

/// <summary>Groups that lose at most a share of their structures each: <c>new SparsityCap("*.conv1", 0.5)</c>.</summary>
/// <param name="Pattern">Which groups.</param>
/// <param name="Share">The share of each group's structures, in [0, 1); what it comes to is rounded down.</param>
/// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
public sealed record SparsityCap(string Pattern, double Share) : GroupRule(Pattern)
{
    /// <summary>The share of each group's structures that may go, in [0, 1).</summary>
    public double Share { get; } = Unit(Share, nameof(Share));
}

/// <summary>
/// Layers with a sparsity of their own, whatever the others lose. The target counts them in, and what is left of it is taken from the other
/// groups. Every layer for itself loses the share, <c>new OwnSparsity("encoder.*.linear1", 0.25)</c>; or the whole part of the model
/// that the pattern names does, <c>new OwnSparsity("encoder", 0.25) { Together = true }</c>.
/// </summary>
/// <remarks>
/// What counts are the groups that the pattern's layers write. A group that layers share, as along a residual path, is one and is
/// meant if any of them is; of a layer that writes several groups, each loses the share. Of several rules of this kind the first that
/// matches a group has it.
/// </remarks>
/// <param name="Pattern">Which groups.</param>
/// <param name="Share">The share of structures, in [0, 1).</param>
/// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
public sealed record OwnSparsity(string Pattern, double Share) : GroupRule(Pattern)
{
    /// <summary>
    /// The share of structures that goes, in [0, 1). The number is the nearest that the other constraints on the groups' widths allow; of
    /// two as near the lower for each group alone, the higher for all together.
    /// </summary>
    public double Share { get; } = Unit(Share, nameof(Share));

    /// <summary>
    /// Whether all groups of the pattern together lose the share, some more and some less, as saliency says. The default is false: each
    /// loses it. A target of parameters, multiply-adds or latency has to be within reach whichever of these structures go.
    /// </summary>
    public bool Together { get; init; }
}

/// <summary>Groups with widths of their own: <c>new WidthRule("*.attention", new(MinimumWidth: 2, Divisor: 2))</c>.</summary>
/// <param name="Pattern">Which groups.</param>
/// <param name="Constraint">The widths.</param>
public sealed record WidthRule(string Pattern, WidthConstraint Constraint) : GroupRule(Pattern);
