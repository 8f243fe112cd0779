namespace TinyShakespeare;

/// <summary>What one model came to.</summary>
/// <param name="Name">Which it is.</param>
/// <param name="Nats">The mean loss of a character of the text that was held out.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Macs">Multiply-adds for one sequence.</param>
/// <param name="Microseconds">The time for a character, when a batch of sequences is read.</param>
/// <param name="Text">What it writes.</param>
public sealed record Row(string Name, double Nats, long Parameters, long Macs, double Microseconds, string Text)
{
    /// <summary>Among how many characters it is as unsure as that.</summary>
    public double Perplexity => Math.Exp(Nats);

    /// <summary>The loss in bits.</summary>
    public double Bits => Nats / Math.Log(2);
}

/// <summary>How much is left of the parts of one kind.</summary>
public sealed record Width(string Part, int Before, int After);

/// <summary>What came out.</summary>
/// <param name="Data">The text.</param>
/// <param name="Rows">The models.</param>
/// <param name="Widths">What became narrower.</param>
/// <param name="Difference">The largest difference between the outputs of the zeroed and the compact model, as a share of the largest output.</param>
public sealed record Result(string Data, IReadOnlyList<Row> Rows, IReadOnlyList<Width> Widths, double Difference);
