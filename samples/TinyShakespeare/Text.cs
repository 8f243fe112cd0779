using static TorchSharp.torch;

namespace TinyShakespeare;

/// <summary>A text as numbers of characters. Its last tenth is held out.</summary>
public sealed class Text : IDisposable
{
    private const double TrainShare = 0.9;

    private readonly char[] alphabet;
    private readonly Tensor train;
    private readonly Tensor heldOut;

    private Text(string name, string text)
    {
        Name = name;
        alphabet = [.. text.Distinct().Order()];
        var border = (int)(text.Length * TrainShare);
        train = Encode(text[..border]);
        heldOut = Encode(text[border..]);
    }

    /// <summary>What to call it in the results.</summary>
    public string Name { get; }

    /// <summary>How many different characters there are.</summary>
    public int Vocabulary => alphabet.Length;

    /// <summary>All text files of a folder, in the order of their names.</summary>
    public static Text Read(string folder)
    {
        var files = Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).ToArray();
        var text = string.Join('\n', files.Select(File.ReadAllText));
        return text.Length >= MadeVerses.Characters / 10
            ? new(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), text)
            : throw new ArgumentException($"{folder} has too little text in *.txt files: {text.Length} characters.");
    }

    /// <summary>A text that the program makes.</summary>
    public static Text Make(int seed) => new("made verses", MadeVerses.Write(seed));

    /// <summary>Sequences of the training text, and of each character its successor.</summary>
    public (Tensor Inputs, Tensor Targets) Draw(int count, int length)
    {
        using var scope = NewDisposeScope();
        var places = randint(train.shape[0] - length, [count, 1], ScalarType.Int64) + arange(length);
        return scope.MoveToOuter(train.take(places), train.take(places + 1));
    }

    /// <summary>The text that is held out, cut into sequences.</summary>
    public (Tensor Inputs, Tensor Targets) HeldOut(int length)
    {
        using var scope = NewDisposeScope();
        var count = (heldOut.shape[0] - 1) / length;
        var (inputs, targets) = (heldOut.narrow(0, 0, count * length), heldOut.narrow(0, 1, count * length));
        return scope.MoveToOuter(inputs.view(count, length), targets.view(count, length));
    }

    /// <summary>Characters to numbers.</summary>
    public Tensor Encode(string text) => tensor(text.Select(c => (long)Array.BinarySearch(alphabet, c)).ToArray());

    /// <summary>A number to its character.</summary>
    public char Decode(long number) => alphabet[number];

    public void Dispose()
    {
        train.Dispose();
        heldOut.Dispose();
    }
}
