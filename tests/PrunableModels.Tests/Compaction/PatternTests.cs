using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>What occurs in real models, each pattern alone: the groups that are found, and that removing any of them is exact.</summary>
public sealed class PatternTests
{
    private static readonly Dictionary<string, (string Groups, long[] Input, Func<InlineModel> Make)> Patterns = new()
    {
        ["a gate from squeezed channels"] = ("a 8, s1 4", [2, 3, 8, 8], () => new(
            """
            x = call this.a(x)
            s = functional.relu(call this.s1(functional.adaptive_avg_pool2d(x, output_size: 1)))
            x = x * torch.sigmoid(call this.s2(s))
            return call this.b(x)
            """,
            (m, x) =>
            {
                x = m.Call("a", x);
                var s = functional.relu(m.Call("s1", functional.adaptive_avg_pool2d(x, 1)));
                return m.Call("b", x * m.Call("s2", s).sigmoid());
            },
            ("a", Conv2d(3, 8, 3, padding: 1)), ("s1", Conv2d(8, 4, 1)), ("s2", Conv2d(4, 8, 1)), ("b", Conv2d(8, 5, 3)))),

        ["grouped convolutions"] = ("a 2, g 3", [2, 3, 8, 8], () => new(
            "return call this.b(functional.relu(call this.g(functional.relu(call this.a(x)))))",
            (m, x) => m.Call("b", functional.relu(m.Call("g", functional.relu(m.Call("a", x))))),
            ("a", Conv2d(3, 8, 3, padding: 1)), ("g", Conv2d(8, 12, 3, groups: 4)), ("b", Conv2d(12, 5, 1)))),

        ["a scale and a shift of one's own"] = ("a 8", [2, 3, 8, 8], () => new(
            """
            x = functional.relu(((call this.a(x)) * this.gain) + this.shift)
            return call this.b(x)
            """,
            (m, x) => m.Call("b", functional.relu((m.Call("a", x) * m["gain"]) + m["shift"])),
            ("a", Conv2d(3, 8, 3)), ("gain", Parameter(randn(8, 1, 1))), ("shift", Parameter(randn(1, 8, 1, 1))), ("b", Conv2d(8, 5, 3)))),

        ["a layer that is called twice"] = ("a 8", [2, 3, 8, 8], () => new(
            "return call this.b(functional.relu(call this.c(functional.relu(call this.c(functional.relu(call this.a(x)))))))",
            (m, x) => m.Call("b", functional.relu(m.Call("c", functional.relu(m.Call("c", functional.relu(m.Call("a", x))))))),
            ("a", Conv2d(3, 8, 3)), ("c", Conv2d(8, 8, 3, padding: 1)), ("b", Conv2d(8, 5, 1)))),

        ["a module under two names"] = ("a 8", [2, 3, 8, 8], () => Shared(Conv2d(8, 8, 3, padding: 1))),

        ["the same channels twice in a concatenation"] = ("a 6, c 7", [2, 3, 8, 8], () => new(
            """
            x = call this.a(x)
            y = torch.cat([x, functional.relu(call this.c(x)), x], dim: 1)
            return call this.b(y)
            """,
            (m, x) =>
            {
                x = m.Call("a", x);
                return m.Call("b", cat([x, functional.relu(m.Call("c", x)), x], 1));
            },
            ("a", Conv2d(3, 6, 3)), ("c", Conv2d(6, 7, 1)), ("b", Conv2d(19, 5, 1)))),

        ["the input in a concatenation"] = ("a 6", [2, 3, 8, 8], () => new(
            "return call this.b(torch.cat([call this.a(x), x], dim: 1))",
            (m, x) => m.Call("b", cat([m.Call("a", x), x], 1)),
            ("a", Conv2d(3, 6, 3, padding: 1)), ("b", Conv2d(9, 5, 1)))),

        ["time steps and a transposition"] = ("a 8, c 6", [2, 3, 10], () => new(
            """
            x = functional.gelu(call this.a(x))
            x = Tensor.transpose(x, dim0: 1, dim1: 2)
            x = functional.silu(call this.c(x))
            return call this.b(Tensor.permute(x, permutation: [0, 2, 1]))
            """,
            (m, x) =>
            {
                x = functional.gelu(m.Call("a", x)).transpose(1, 2);
                return m.Call("b", functional.silu(m.Call("c", x)).permute(0, 2, 1));
            },
            ("a", Conv1d(3, 8, 3)), ("c", Linear(8, 6)), ("b", Conv1d(6, 4, 3, padding: 1)))),

        ["a mean over positions"] = ("a 8", [2, 3, 8, 8], () => new(
            "return call this.b(Tensor.mean(functional.relu(call this.a(x)), dimensions: [2, 3]))",
            (m, x) => m.Call("b", functional.relu(m.Call("a", x)).mean([2, 3])),
            ("a", Conv2d(3, 8, 3)), ("b", Linear(8, 5)))),

        ["a product of two branches"] = ("a 8", [4, 3], () => new(
            "return call this.b((call this.a(x)) * (functional.silu(call this.c(x))))",
            (m, x) => m.Call("b", m.Call("a", x) * functional.silu(m.Call("c", x))),
            ("a", Linear(3, 8)), ("c", Linear(3, 8)), ("b", Linear(8, 5)))),

        ["a view by sizes that are read"] = ("a 8", [2, 3, 8, 8], () => new(
            """
            x = functional.max_pool2d(call this.a(x), kernel_size: 3, stride: 2, padding: 1)
            return call this.b(Tensor.view(x, shape: [Tensor.size(x, 0), -1]))
            """,
            (m, x) =>
            {
                x = functional.max_pool2d(m.Call("a", x), 3, 2, 1);
                return m.Call("b", x.view(x.size(0), -1));
            },
            ("a", Conv2d(3, 8, 3, padding: 1)), ("b", Linear(8 * 16, 5)))),

        ["activations in place"] = ("a 8, c 6", [2, 3, 8, 8], () => new(
            """
            x = call this.a(x)
            do Tensor.relu_(x)
            x = call this.act(call this.c(x))
            return call this.b(x)
            """,
            (m, x) =>
            {
                x = m.Call("a", x);
                x.relu_();
                return m.Call("b", m.Call("act", m.Call("c", x)));
            },
            ("a", Conv2d(3, 8, 3)), ("c", Conv2d(8, 6, 3)), ("act", ReLU(true)), ("b", Conv2d(6, 5, 1)))),

        ["padding that reflects, and padding to the same size"] = ("a 8, c 6", [2, 3, 8, 8], () => new(
            "return call this.b(functional.tanh(call this.c(functional.relu(call this.a(x)))))",
            (m, x) => m.Call("b", m.Call("c", functional.relu(m.Call("a", x))).tanh()),
            ("a", Conv2d(3, 8, 3, padding: 1, padding_mode: PaddingModes.Reflect)), ("c", Conv2d(8, 6, 3, Padding.Same, dilation: 2)), ("b", Conv2d(6, 5, 3, Padding.Valid)))),

        ["batch statistics that are not tracked"] = ("a 8", [2, 3, 8, 8], () => new(
            "return call this.b(functional.leaky_relu(call this.n(call this.a(x))))",
            (m, x) => m.Call("b", functional.leaky_relu(m.Call("n", m.Call("a", x)), 0.01)),
            ("a", Conv2d(3, 8, 3)), ("n", BatchNorm2d(8, track_running_stats: false)), ("b", Conv2d(8, 5, 1)))),

        ["a scalar that decides"] = ("a 8", [2, 3, 8, 8], () => new(
            """
            x = call this.a(x)
            if this.twice > 1 {
              x = call this.c(functional.relu(x))
            }
            return call this.b(functional.relu(x))
            """,
            (m, x) => m.Call("b", functional.relu(m.Call("a", x))),
            ("a", Conv2d(3, 8, 3)), ("c", Conv2d(8, 8, 3)), ("twice", 1), ("b", Conv2d(8, 5, 1)))),

        ["differences and quotients"] = ("a 8", [4, 3], () => new(
            "return call this.b(((call this.a(x)) - (call this.c(x))) / 3)",
            (m, x) => m.Call("b", (m.Call("a", x) - m.Call("c", x)) / 3),
            ("a", Linear(3, 8)), ("c", Linear(3, 8)), ("b", Linear(8, 5)))),
    };

    public static TheoryData<string> Names() => [.. Patterns.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pattern_is_found_and_exact(string name)
    {
        using var scope = NewDisposeScope();
        var (groups, shape, make) = Patterns[name];
        for (var seed = 0; seed < 6; seed++)
        {
            using var model = make().to(ScalarType.Float64);
            Assert.Equal(groups, string.Join(", ", model.Pruning.Groups.Select(g => $"{g.Id.Split('.')[0]} {g.Width}")));
            var x = randn(shape, ScalarType.Float64);
            var mask = Masks.Random(model.Pruning, 0.5, seed);
            var compact = model.Compact(mask, new() { ExampleInput = x, Tolerance = 1e-12 });
            Assert.InRange(compact.LargestDifference, 0, 1e-12);
            model.Compact(Masks.Random(model.Pruning, 0.5, seed), new() { Tolerance = 1e-12 });
        }
    }

    private static InlineModel Shared(TorchSharp.Modules.Conv2d c) => new(
        "return call this.b(functional.relu(call this.again(functional.relu(call this.c(call this.a(x))))))",
        (m, x) => m.Call("b", functional.relu(m.Call("again", functional.relu(m.Call("c", m.Call("a", x)))))),
        ("a", Conv2d(3, 8, 3)), ("c", c), ("again", c), ("b", Conv2d(8, 5, 1)));
}
