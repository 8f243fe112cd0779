using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PrunableModels.Mutations;

/// <summary>Mutates source files token by token, the same way for the same seed and number.</summary>
internal sealed class Mutator
{
    private const int MostChanges = 4;
    private const int MostTokens = 30;
    private static readonly string[] Brackets = ["(", ")", "{", "}", "[", "]", "<", ">"];

    private readonly IReadOnlyList<SourceFile> files;
    private readonly List<Token>[] tokens;
    private readonly int seed;

    public Mutator(IReadOnlyList<SourceFile> files, CSharpParseOptions options, int seed)
    {
        this.files = files;
        this.seed = seed;
        tokens = [.. files.Select(f => CSharpSyntaxTree.ParseText(f.Text, options).GetRoot().DescendantTokens().Select(t => new Token(t)).ToList())];
    }

    /// <summary>The mutation of that number.</summary>
    public Mutation Mutate(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var file = random.Next(files.Count);
        var mutated = tokens[file].ToList();
        var changes = Enumerable.Range(0, random.Next(1, MostChanges)).Select(_ => Change(mutated, random)).ToList();
        return new(number, files[file].Name, string.Concat(mutated.Select(t => t.Full)), string.Join(", ", changes));
    }

    private string Change(List<Token> mutated, Random random)
    {
        if (mutated.Count < 3)
        {
            return "nothing";
        }

        var at = random.Next(mutated.Count - 1);
        switch (random.Next(8))
        {
            case 0:
                var count = random.Next(3) == 0 ? Math.Min(random.Next(2, MostTokens), mutated.Count - at - 1) : 1;
                return Replace(mutated, at, count, [], "delete");
            case 1:
                var range = mutated.GetRange(at, Math.Min(random.Next(1, MostTokens), mutated.Count - at - 1));
                return Replace(mutated, at, 0, range, "duplicate");
            case 2 when random.Next(3) == 0:
                return Replace(mutated, at, mutated.Count - at - 1, [], "truncate");
            case 3:
                return Replace(mutated, at, 2, [mutated[at + 1], mutated[at]], "swap");
            case 4:
                return Replace(mutated, at, 1, [mutated[random.Next(mutated.Count)]], "put another token for");
            case 5:
                return Rename(mutated, random);
            case 6:
                return Replace(mutated, at, random.Next(2), [new(Brackets[random.Next(Brackets.Length)])], "unbalance");
            default:
                var other = tokens[random.Next(tokens.Length)];
                var from = random.Next(other.Count);
                return Replace(mutated, at, random.Next(2), other.GetRange(from, Math.Min(random.Next(1, 3 * MostTokens), other.Count - from - 1)), "splice into");
        }
    }

    // One use, so that a name is missing, or all of them, so that two things have one name.
    private static string Rename(List<Token> mutated, Random random)
    {
        var names = mutated.Select((t, i) => (t, i)).Where(t => t.t.IsName).ToList();
        if (names.Count < 2)
        {
            return "nothing";
        }

        var (from, at) = names[random.Next(names.Count)];
        var to = names[random.Next(names.Count)].t.Text;
        var everywhere = random.Next(2) == 0;
        for (var i = 0; i < mutated.Count; i++)
        {
            if (i == at || (everywhere && mutated[i].IsName && mutated[i].Text == from.Text))
            {
                mutated[i] = mutated[i].With(to);
            }
        }

        return $"rename {from.Text} to {to}{(everywhere ? " everywhere" : "")}";
    }

    private static string Replace(List<Token> mutated, int at, int count, IReadOnlyList<Token> with, string what)
    {
        var place = mutated[at].Text;
        mutated.RemoveRange(at, count);
        mutated.InsertRange(at, with);
        return $"{what} '{place}' at token {at}";
    }

    private readonly record struct Token(string Text, string Before, string After, bool IsName)
    {
        public Token(SyntaxToken token)
            : this(token.Text, token.LeadingTrivia.ToFullString(), token.TrailingTrivia.ToFullString(), token.IsKind(SyntaxKind.IdentifierToken))
        {
        }

        public Token(string text)
            : this(text, "", " ", false)
        {
        }

        public string Full => Before + Text + After;

        public Token With(string text) => this with { Text = text };
    }
}
