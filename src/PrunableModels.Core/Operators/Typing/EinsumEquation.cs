using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>An equation of <c>einsum</c>, such as <c>bhqd,bhkd->bhqk</c>: a letter for every axis.</summary>
/// <param name="Operands">The letters of each operand.</param>
/// <param name="Result">The letters of the result.</param>
internal sealed record EinsumEquation(IReadOnlyList<string> Operands, string Result)
{
    /// <summary>Reads an equation; null where it has an ellipsis, the same letter twice in one tensor, or is no equation.</summary>
    public static EinsumEquation? Parse(string text)
    {
        var sides = text.Replace(" ", "").Split(["->"], System.StringSplitOptions.None);
        var operands = sides[0].Split(',');
        var result = sides.Length > 1 ? sides[1] : Implied(sides[0]);
        return sides.Length <= 2 && operands.Append(result).All(HasDistinctLetters) && result.All(sides[0].Contains) ? new(operands, result) : null;
    }

    // Without an arrow the result has the letters that occur once, in alphabetical order.
    private static string Implied(string operands) =>
        string.Concat(operands.Where(char.IsLetter).GroupBy(c => c).Where(g => g.Count() == 1).Select(g => g.Key).OrderBy(c => c));

    private static bool HasDistinctLetters(string letters) => letters.All(char.IsLetter) && letters.Distinct().Count() == letters.Length;
}
