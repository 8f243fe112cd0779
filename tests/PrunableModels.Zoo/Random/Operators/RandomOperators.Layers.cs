using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Linear layers, layers that are called again, and parameters in arithmetic.</content>
internal static partial class RandomOperators
{
    private static readonly long[] Widths = [3, 4, 5, 6, 8, 10, 12];

    private static IEnumerable<RandomOperator> Layers() =>
    [
        Of("linear", Any, (b, x) => Linear(b, x, b.Draw.Of(Widths))),
        Of("linear", Any, (b, x) => b.Function("functional.relu", t => t.relu(), Linear(b, x, b.Draw.Of(Widths)))),
        Of("conv2d", IsImage, (b, x) => Convolution2d(b, x, b.Draw.Of(Widths), 1)),
        Of("conv1d", IsSequence, (b, x) => Convolution1d(b, x, b.Draw.Of(Widths), 1)),
        Of("a layer called again", Any, Again),
        Of("parameter", Any, Scale),
        Of("parameter", Any, Shift),
    ];

    private static int Linear(ArchitectureBuilder b, int x, long width)
    {
        var (from, bias) = (b.Shape(x)[-1], b.Draw.Below(3) > 0);
        return b.Layer(x, "Linear", $"Linear({from}, {width}{(bias ? "" : ", hasBias: false")})", () => nn.Linear(from, width, bias));
    }

    private static void Again(ArchitectureBuilder b, int x)
    {
        var candidates = b.StepsWithLayers(b.Shape(x)).Select(s => s.Member!).Distinct().ToList();
        ArchitectureBuilder.Require(candidates.Count > 0);
        b.Call(b.Draw.Of<string>(candidates), x);
    }

    private static void Scale(ArchitectureBuilder b, int x) => b.Parameter(x, Along(b, x), b.Draw.Of("{0} * {p}", "{p} * {0}"), (t, p) => t * p);

    private static void Shift(ArchitectureBuilder b, int x) => b.Parameter(x, Along(b, x), b.Draw.Of("{0} + {p}", "{p} + {0}"), (t, p) => t + p);

    // One axis, and extents of 1 for those after it.
    private static long[] Along(ArchitectureBuilder b, int x)
    {
        var shape = b.Shape(x);
        var axis = b.Draw.From(1, shape.Rank - 1);
        return [shape[axis], .. Enumerable.Repeat(1L, shape.Rank - 1 - axis)];
    }
}
