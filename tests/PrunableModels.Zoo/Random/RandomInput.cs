using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <summary>How random architectures begin: an input, and the layer that makes the first structures of it.</summary>
/// <param name="Name">The layer's operator.</param>
/// <param name="Input">The input.</param>
/// <param name="Begin">Adds the layer.</param>
internal sealed record RandomInput(string Name, ArchitectureInput Input, Action<ArchitectureBuilder, int> Begin)
{
    private static readonly long[] Widths = [4, 6, 8, 12];

    /// <summary>Images, sequences, tokens and vectors.</summary>
    public static IReadOnlyList<RandomInput> All { get; } =
    [
        new("conv2d", new(new(3, 3, 6, 4), 0), (b, x) => Norm(b, Convolution(b, x))),
        new("conv1d", new(new(3, 3, 7), 0), (b, x) => Line(b, x)),
        new("embedding", new(new(3, 7), 11), (b, x) => Embedding(b, Ranked(b, x))),
        new("linear", new(new(4, 5), 0), (b, x) => Linear(b, Ranked(b, x), 5)),
        new("linear", new(new(3, 7, 6), 0), (b, x) => Linear(b, Ranked(b, x), 6)),
    ];

    private static int Convolution(ArchitectureBuilder b, int x)
    {
        var width = b.Draw.Of(Widths);
        return b.Layer(x, "Conv2d", $"Conv2d(3, {width}, 3, padding: 1)", () => nn.Conv2d(3, width, 3, padding: 1));
    }

    private static void Line(ArchitectureBuilder b, int x)
    {
        var width = b.Draw.Of(Widths);
        b.Layer(x, "Conv1d", $"Conv1d(3, {width}, 3, padding: 1)", () => nn.Conv1d(3, width, 3, padding: 1));
    }

    private static void Embedding(ArchitectureBuilder b, int x)
    {
        var width = b.Draw.Of(Widths);
        b.Layer(x, "Embedding", $"Embedding({b.Vocabulary}, {width})", () => nn.Embedding(b.Vocabulary, width));
    }

    private static void Linear(ArchitectureBuilder b, int x, long from)
    {
        var width = b.Draw.Of(Widths);
        b.Layer(x, "Linear", $"Linear({from}, {width})", () => nn.Linear(from, width));
    }

    // Layers over the last axis do not tell how many others there are.
    private static int Ranked(ArchitectureBuilder b, int x)
    {
        var extents = b.Shape(x).Extents;
        var text = string.Join(", ", extents);
        return b.Draw.Below(4) == 0 ? x : b.Method("view", t => t.view(extents), x, text, $"shape: [{text}]");
    }

    // Often, as in most networks; it also tells that images come in batches.
    private static void Norm(ArchitectureBuilder b, int x)
    {
        if (b.Draw.Below(4) > 0)
        {
            var channels = b.Shape(x)[1];
            b.Layer(x, "BatchNorm2d", $"BatchNorm2d({channels})", () => nn.BatchNorm2d(channels));
        }
    }
}
