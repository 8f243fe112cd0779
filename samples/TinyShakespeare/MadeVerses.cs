using System.Text;

namespace TinyShakespeare;

/// <summary>Verses that a small grammar makes, for a run without data. Half of what they say is chance, so no model can foretell them.</summary>
public static class MadeVerses
{
    /// <summary>How long the text is, to a line.</summary>
    public const int Characters = 200_000;

    private static readonly string[] Speakers = ["KING", "QUEEN", "FOOL", "FIRST WITCH", "GHOST"];
    private static readonly string[] Adjectives = ["gentle", "cruel", "pale", "golden", "silent", "noble", "weary"];
    private static readonly string[] Nouns = ["rose", "crown", "night", "sword", "lover", "raven", "summer", "grave"];
    private static readonly string[] Verbs = ["loves", "betrays", "forgets", "remembers", "fears", "calls", "follows"];
    private static readonly string[] Closings = ["my lord", "good sir", "alas", "sweet friend", "I swear"];

    /// <summary>Writes them. The same seed makes the same verses.</summary>
    public static string Write(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        while (text.Length < Characters)
        {
            text.Append(Any(Speakers)).Append(":\n");
            for (var line = random.Next(1, 5); line > 0; line--)
            {
                text.Append($"The {Noun()} {Any(Verbs)} the {Noun()}{(random.Next(3) == 0 ? $", {Any(Closings)}" : "")}.\n");
            }

            text.Append('\n');
        }

        return text.ToString();

        string Any(string[] words) => words[random.Next(words.Length)];
        string Noun() => random.Next(2) == 0 ? Any(Nouns) : $"{Any(Adjectives)} {Any(Nouns)}";
    }
}
