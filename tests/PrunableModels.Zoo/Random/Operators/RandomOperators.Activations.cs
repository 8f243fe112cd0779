using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>
/// Functions of each element. Those that jump at zero, such as a sign, are left out: what rounding makes of a zero there is no
/// matter of pruning.
/// </content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Activations() =>
    [
        Elementwise("functional.relu", t => t.relu()), Elementwise("functional.relu6", t => nn.functional.relu6(t)),
        Elementwise("functional.leaky_relu", t => nn.functional.leaky_relu(t, 0.2), "negative_slope: 0.2"), Elementwise("functional.elu", t => nn.functional.elu(t, 1), "alpha: 1"),
        Elementwise("functional.celu", t => nn.functional.celu(t, 1), "alpha: 1"), Elementwise("functional.selu", t => nn.functional.selu(t)),
        Elementwise("functional.gelu", t => nn.functional.gelu(t)), Elementwise("functional.silu", t => nn.functional.silu(t)), Elementwise("functional.mish", t => nn.functional.mish(t)),
        Elementwise("functional.hardswish", t => nn.functional.hardswish(t)), Elementwise("functional.tanhshrink", t => nn.functional.tanhshrink(t)),
        Elementwise("functional.softsign", t => nn.functional.softsign(t)), Elementwise("functional.softshrink", t => nn.functional.softshrink(t, 0.37), "lambda: 0.37"),
        Elementwise("functional.hardshrink", t => nn.functional.hardshrink(t, 0.37), "lambda: 0.37"),
        MethodOf("tanh", t => t.tanh()), MethodOf("abs", t => t.abs()), MethodOf("neg", t => t.neg()), MethodOf("square", t => t.tanh().square(), "tanh"), MethodOf("sin", t => t.sin()),
        MethodOf("atan", t => t.atan()), MethodOf("asinh", t => t.asinh()), MethodOf("erf", t => t.erf()), MethodOf("expm1", t => t.tanh().expm1(), "tanh"), MethodOf("sinh", t => t.tanh().sinh(), "tanh"),
        MethodOf("tan", t => t.tanh().tan(), "tanh"), MethodOf("asin", t => (t.tanh() * 0.5).asin(), "tanh", " * 0.5"), MethodOf("sqrt", t => t.abs().sqrt(), "abs"), MethodOf("log1p", t => t.abs().log1p(), "abs"),

        // Not zero at zero.
        Elementwise("torch.sigmoid", t => t.sigmoid()), Elementwise("functional.hardsigmoid", t => nn.functional.hardsigmoid(t)), Elementwise("functional.softplus", t => nn.functional.softplus(t)),
        Elementwise("functional.logsigmoid", t => nn.functional.logsigmoid(t)), MethodOf("exp", t => t.tanh().exp(), "tanh"), MethodOf("cos", t => t.cos()),

        Of("hardtanh", Any, (b, x) => b.Layer(x, "Hardtanh", "Hardtanh(-0.5, 2)", () => nn.Hardtanh(-0.5, 2))),
        Of("hardtanh above zero", Any, (b, x) => b.Layer(x, "Hardtanh", "Hardtanh(0.25, 2)", () => nn.Hardtanh(0.25, 2))),
        Of("clamp", Any, (b, x) => b.Method("clamp", t => t.clamp(-0.75, 1.5), x, "-0.75, 1.5", "min: -0.75, max: 1.5")),
        Of("clamp above zero", Any, (b, x) => b.Method("clamp", t => t.clamp(min: 0.3), x, "min: 0.3")),
        Of("clamp_max", Any, (b, x) => b.Method("clamp_max", t => t.clamp_max(1.2), x, "1.2", "max: 1.2")),
        Of("threshold", Any, (b, x) => b.Layer(x, "Threshold", "Threshold(-0.37, 0.3)", () => nn.Threshold(-0.37, 0.3))),
        Of("prelu", Any, (b, x) => b.Layer(WithClearChannels(b, x), "PReLU", $"PReLU({b.Shape(x)[1]})", () => nn.PReLU(b.Shape(x)[1]))),
        Of("prelu of one slope", Any, (b, x) => b.Layer(x, "PReLU", "PReLU(1)", () => nn.PReLU(1))),
        Of("glu", Any, Glu),
        Of("dropout", Any, (b, x) => b.Layer(x, "Dropout", "Dropout(0.4)", () => nn.Dropout(0.4))),
        Of("dropout2d", IsImage, (b, x) => b.Layer(x, "Dropout2d", "Dropout2d(0.4)", () => nn.Dropout2d(0.4))),
        Of("identity", Any, (b, x) => b.Method(b.Draw.Of("contiguous", "alias", "clone"), t => t.clone(), x)),
    ];

    private static RandomOperator Elementwise(string function, Func<Tensor, Tensor> run, string arguments = "") =>
        Of(function[(function.LastIndexOf('.') + 1)..], Any, (b, x) => b.Function(function, run, x, arguments));

    // A function whose domain or growth asks for another one before it.
    private static RandomOperator MethodOf(string name, Func<Tensor, Tensor> run, string? before = null, string factor = "") => Of(name, Any, (b, x) =>
    {
        var source = before is null ? "{0}" : $"{{0}}.{before}()";
        var program = before is null ? "{0}" : $"Tensor.{before}({{0}})";
        b.Add((_, v) => run(v[0]), factor.Length == 0 ? $"{source}.{name}()" : $"({source}{factor}).{name}()", $"Tensor.{name}({program}{factor})", null, x);
    });

    private static void Glu(ArchitectureBuilder b, int x)
    {
        var axis = EvenAxis(b, x);
        b.Function("functional.glu", t => nn.functional.glu(t, axis), x, $"dim: {axis}");
    }

    private static int EvenAxis(ArchitectureBuilder b, int x)
    {
        var axes = Enumerable.Range(1, b.Shape(x).Rank - 1).Where(a => b.Shape(x)[a] % 2 == 0).ToList();
        ArchitectureBuilder.Require(axes.Count > 0);
        return b.Draw.Of<int>(axes);
    }
}
