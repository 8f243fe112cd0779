using System.Globalization;
using PrunableModels.Core;

namespace PrunableModels.Docs.Tests;

/// <summary>The page of all operators that the library knows, written from the table and from what its sources say of themselves.</summary>
internal sealed class OperatorPage
{
    private static readonly XmlDocumentation Documentation = new(typeof(OperatorTable).Assembly.Location);

    private readonly NamedRules<ZeroRule> zeros = new(Documentation);
    private readonly NamedRules<ScaleRule> scales = new(Documentation);
    private readonly IReadOnlyList<Operator> operators = [.. OperatorTable.All.OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase).ThenBy(o => o.Name, StringComparer.Ordinal)];

    public static string Write() => new OperatorPage().Text();

    private string Text() => $"""
        # Operators

        Every operator that the library knows, as its table in `src/PrunableModels.Core/Operators` has it. This page is written from that table;
        the tests fail where it is out of date, and say how it is written anew. [Concepts](concepts.md) says what the columns mean.

        - **Stands for**: modules of `torch.nn`, and functions of `torch`, of `torch.nn.functional` (here `functional`) and of a tensor. A function whose
          name ends in `_` is the same in place. `+`, `-`, `*`, `/`, `%`, `&`, `|` and `^` on tensors are `add`, `sub`, `mul`, `div`, `remainder`,
          `logical_and`, `logical_or` and `logical_xor`; `t[...]` is `index`.
        - **Axes**: a signature, or the rule below by its name. An upper-case name in a signature is an axis that can be pruned, a lower-case one an axis
          that cannot, `g` the number of groups. `...` are leading axes, `*S` trailing ones; `_` is an extent that is computed, and `?` marks
          an operand that may be absent.
        - **Zero**: what the result holds at a removed index, by a rule below, or by the value of the function at zero.
        - **Made up for**: what keeps a removal exact beside the cut. `bias` takes over what a constant adds, where the layer does not pad;
          `original width` goes on counting what was removed. Then comes by what the result changes when operands change by a factor, a rule
          below, which is how the mean over fewer channels can be made up for; `x^n` is a power of the factor. `-` is nothing.

        | operator | stands for | axes | zero | made up for |
        | --- | --- | --- | --- | --- |
        {string.Join("\n", operators.Select(Row))}

        ## Modules that are containers

        `Sequential`, `ModuleList` and `ModuleDict` call or hold what is in them; `ParameterList` and `ParameterDict` hold parameters.

        ## Modules that keep what flows into them

        {string.Join("\n", LayerTable.Opaque.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"- `{o.Key}` {o.Value}."))}

        ## Rules for axes

        {string.Join("\n", Typings().Select(t => $"- **{Name(t)}**: {Documentation.Summary($"T:{t.FullName}")}"))}

        ## Rules for zeros

        {string.Join("\n", zeros.Legend(operators.SelectMany(Alternatives).SelectMany(o => new[] { o.Zero, o.OtherResults }).OfType<ZeroRule>()))}

        ## Rules for factors

        {string.Join("\n", scales.Legend(operators.Select(o => o.Scales).Where(s => s != ScaleRule.Unknown)))}

        """.ReplaceLineEndings("\n");

    private string Row(Operator row) => $"| `{row.Name}` | {StandsFor(row)} | {string.Join("; or ", Alternatives(row).Select(Axes))} | {string.Join("; or ", Alternatives(row).Select(Zero))}{(row.IsRandom ? "; random while training" : "")} | {MadeUpFor(row)} |";

    private static string StandsFor(Operator row)
    {
        IEnumerable<string> names = [.. LayerTable.All.Where(l => l.Operator == row.Name).Select(l => l.Name), .. TorchFunctions.Named(row.Name)];
        return string.Join(", ", names.Select(n => $"`{n}`").DefaultIfEmpty("an operator of C#"));
    }

    private static string Axes(Operator row) => row.Typing is ISignedTyping signed
        ? string.Join(" or ", signed.Signatures.Select(s => $"`{s}`")) + (row.Typing is SignatureTyping ? Mixed((SignatureTyping)row.Typing) : $", {Name(row.Typing.GetType())}")
        : Name(row.Typing.GetType());

    private static string Mixed(SignatureTyping typing) => typing switch
    {
        { MixesAllBut: { } alone } => $", which combines positions of all axes but `{alone}`",
        { Mixes: { } mixed } => $", which combines positions of `{mixed.Replace(" ", "` and `")}`",
        _ => "",
    };

    private string Zero(Operator row) => row.OtherResults is { } others ? $"{Zero(row, row.Zero)}, of the results after the first: {Zero(row, others)}" : Zero(row, row.Zero);

    private string Zero(Operator row, ZeroRule rule) => zeros.Find(rule) ?? OfZero(rule, row.Operands.Count > 1 ? "all zero:" : "f(0) =");

    // A function of one operand, a constant, or a comparison; none of them looks at more of the operator than its operands, once both are given.
    private static string OfZero(ZeroRule rule, string zeros)
    {
        var (zero, number) = (new OperandZero(HasIndex: true, ZeroValue.Zero, IsPresent: true), new OperandZero(HasIndex: true, ZeroValue.Finite, IsPresent: true));
        var (at, elsewhere) = (rule.Evaluate(null!, [zero, zero]), rule.Evaluate(null!, [number, number]));
        return (at == elsewhere, at.Kind) switch
        {
            (true, ZeroKind.Any) => "not known, perhaps no number",
            (true, _) => $"always {at.Number.ToString("G4", CultureInfo.InvariantCulture)}",
            (_, ZeroKind.Any) => "no number at zero",
            _ => $"{zeros} {at.Number.ToString("G4", CultureInfo.InvariantCulture)}{(elsewhere.IsNumber ? "" : ", perhaps no number elsewhere")}",
        };
    }

    private string MadeUpFor(Operator row)
    {
        string?[] ways =
        [
            BiasCorrection.HasBias(row) ? "`bias`" : null,
            row.Typing is LayerNormTyping ? "`original width`" : null,
            row.Scales.Degree is { } degree ? $"x^{degree.ToString(CultureInfo.InvariantCulture)}" : row.Scales == ScaleRule.Unknown ? null : scales.Find(row.Scales),
        ];
        return string.Join(", ", ways.OfType<string>().DefaultIfEmpty("-"));
    }

    private static IEnumerable<Operator> Alternatives(Operator row) => row.Otherwise is { } otherwise ? [row, otherwise] : [row];

    private IEnumerable<Type> Typings() => operators.SelectMany(Alternatives).Select(o => o.Typing.GetType()).Where(t => t != typeof(SignatureTyping)).Distinct().OrderBy(Name, StringComparer.Ordinal);

    private static string Name(Type typing) => typing.Name.Replace("Typing", "").ToLowerInvariant();
}
