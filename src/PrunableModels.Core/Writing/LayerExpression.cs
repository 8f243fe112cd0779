using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The call of a layer's factory, such as <c>Conv2d(12, 9, 3, padding: 1, bias: false)</c>.</summary>
internal sealed class LayerExpression
{
    private static readonly HashSet<string> Windows = new(["kernel_size", "stride", "padding", "output_padding", "dilation", "output_size", "output_ratio"], StringComparer.Ordinal);

    // Their factories take an array and nothing else.
    private static readonly HashSet<string> ArrayOnly = new(["AdaptiveMaxPool2d", "AdaptiveMaxPool3d", "LPPool2d"], StringComparer.Ordinal);

    private readonly ModuleObject layer;
    private readonly LayerKind kind;
    private readonly List<Argument> arguments;

    public LayerExpression(ModuleNode node, IReadOnlyList<string> path)
    {
        layer = node.Module!;
        kind = LayerTable.Find(layer.Class)!;
        arguments = [.. kind.Parameters.Select(p => Read(p, path, node.Origin))];
    }

    /// <summary>The expression with numbers left out.</summary>
    public string Shape => $"{kind.Name}({string.Join(", ", arguments.Select(a => $"{a.Parameter.Name}: {string.Join(" ", a.Entries.Select(e => e.Render(_ => "#")))}"))})";

    public IEnumerable<Number> Numbers => arguments.SelectMany(a => a.Entries).SelectMany(e => e.Numbers);

    private bool IsArray(LayerParameter parameter) =>
        parameter.Name is "scale_factor" or "unflattened_size" || (parameter.Name == "size" && kind.Name == "Upsample") || (ArrayOnly.Contains(kind.Name) && Windows.Contains(parameter.Name));

    // Padding layers have both sides of every axis.
    private int Count(LayerParameter parameter) => parameter.Name == "padding" && kind.Name.Contains("Pad") ? 2 * Axes : Axes;

    private int Axes => kind.Name is "Unfold" or "Fold" ? 2 : kind.Name[kind.Name.Length - 1] == 'd' && char.IsDigit(kind.Name[kind.Name.Length - 2]) ? kind.Name[kind.Name.Length - 2] - '0' : 1;

    public string Render(Func<Number, string> number)
    {
        var written = arguments.Select(a => (a.Parameter, Entries: a.Entries.Select(e => e.Render(p => number(((CodePart.Literal)p).Number))).ToList())).ToList();
        var kept = written.Where(w => w.Parameter.Default is null || !IsDefault(w.Parameter, w.Entries, written[0].Entries)).ToList();

        // A factory takes either numbers or tuples.
        var asTuples = kept.Any(w => w.Entries.Distinct().Count() > 1);
        return $"{kind.Name}({string.Join(", ", kept.Select(w => $"{(IsPositional(w.Parameter) ? "" : w.Parameter.Name + ": ")}{Entry(w.Parameter, w.Entries, asTuples)}"))})";
    }

    // A leading number speaks for itself: Dropout(0.1). A flag does not: ReLU(inplace: true).
    private bool IsPositional(LayerParameter parameter) =>
        parameter.Default is null || (parameter.Name != "inplace" && ReferenceEquals(parameter, kind.Parameters[0]));

    private string Entry(LayerParameter parameter, IReadOnlyList<string> entries, bool asTuples) =>
        IsArray(parameter) ? $"[{string.Join(", ", entries)}]"
        : entries.Count == 1 || !asTuples ? entries[0]
        : $"({string.Join(", ", entries)})";

    private static bool IsDefault(LayerParameter parameter, List<string> entries, List<string> first) =>
        entries.Count == 0
        || (parameter.Default == "null"
            ? parameter.Name switch
            {
                "stride" => entries.SequenceEqual(first),
                "padding" => entries.All(e => e == "0"),
                "dilation" => entries.All(e => e == "1"),
                _ => false,
            }
            : entries.All(e => Literals.AreEqual(e, parameter.Default!) || e.EndsWith("." + parameter.Default, StringComparison.Ordinal)));

    private Argument Read(LayerParameter parameter, IReadOnlyList<string> path, Origin? origin)
    {
        var value = layer.Attributes.Find(parameter.Name);
        List<string> hint = [.. path, parameter.Name];
        if (value is null)
        {
            return new(parameter, Absent(parameter, path, origin));
        }

        var count = Windows.Contains(parameter.Name) && value is not Value.Text ? Count(parameter) : 1;
        var items = value is Value.Sequence s ? s.Items : [value];
        count = IsArray(parameter) && !Windows.Contains(parameter.Name) ? items.Count : count;
        var isReal = parameter.Default is { } text && (text.Contains('.') || text.Contains('E') || parameter.Name == "alpha");
        var entries = items.Select(i => Literals.Of(i, hint, isReal)).OfType<Code>().ToList();
        if (entries.Count != items.Count || (count != items.Count && items.Count != 1))
        {
            throw NotLiteral(parameter, value, origin);
        }

        // One number stands for all axes.
        return new(parameter, items.Count < count ? [.. Enumerable.Range(0, count).Select(_ => Literals.Of(items[0], hint, isReal)!)] : entries);
    }

    // What an absent argument means is written out, so that layers with and without it are one class.
    private List<Code> Absent(LayerParameter parameter, IReadOnlyList<string> path, Origin? origin)
    {
        if (parameter.Default is null)
        {
            throw NotLiteral(parameter, new Value.Null(), origin);
        }

        if (parameter.Default != "null")
        {
            return Read(parameter, parameter.Default, path);
        }

        return parameter.Name switch
        {
            "stride" => Read(kind.Parameters[0], path, origin).Entries,
            "padding" => Read(parameter, "0", path),
            "dilation" => Read(parameter, "1", path),
            _ => [],
        };
    }

    private List<Code> Read(LayerParameter parameter, string text, IReadOnlyList<string> path)
    {
        List<string> hint = [.. path, parameter.Name];
        var count = Windows.Contains(parameter.Name) ? Count(parameter) : 1;
        return char.IsDigit(text[text.Length - 1])
            ? [.. Enumerable.Range(0, count).Select(_ => Code.Of(new CodePart.Literal(new(hint, text, text.Contains('.') || text.Contains('E')))))]
            : [parameter.Name switch { "padding_mode" => $"PaddingModes.{text}", "nonLinearity" => $"NonLinearities.{text}", _ => text }];
    }

    private CompactClassException NotLiteral(LayerParameter parameter, Value value, Origin? origin) => new(
        $"{(layer.Path.Length == 0 ? kind.Name : $"{layer.Path} ({kind.Name})")} cannot be written: its {parameter.Name} is {(value is Value.Null ? "not known" : value.ToString())}, which is no literal",
        origin,
        "Link the program to the live model, whose sizes are numbers.");

    private sealed record Argument(LayerParameter Parameter, List<Code> Entries);
}
