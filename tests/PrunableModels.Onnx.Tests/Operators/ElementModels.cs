using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Onnx.Tests;

/// <summary>Functions of every element.</summary>
[Prunable]
public sealed partial class ElementFunctions : Module<Tensor, Tensor[]>
{
    public ElementFunctions() : base(nameof(ElementFunctions)) => RegisterComponents();

    public override Tensor[] forward(Tensor x)
    {
        var positive = x.abs() + 0.5;
        var unit = x.tanh() * 0.9;
        return
        [
            x.relu(), x.abs(), x.neg(), -x, x.sign(), x.floor(), x.ceil(), x.round(), x.trunc(), x.frac(),
            positive.sqrt(), positive.rsqrt(), positive.reciprocal(), positive.log(), positive.log2(), positive.log10(), positive.log1p(), x.exp(), x.exp2(), x.expm1(), x.square(),
            x.sin(), x.cos(), x.tan(), unit.asin(), unit.acos(), x.atan(), x.sinh(), x.cosh(), x.tanh(), x.asinh(), unit.atanh(), x.erf(), x.deg2rad(), x.rad2deg(),
            x.sigmoid(), functional.silu(x), functional.mish(x), functional.gelu(x), functional.softplus(x), functional.softplus(x, 2, 0.5), functional.softsign(x), functional.logsigmoid(x), functional.tanhshrink(x),
            functional.hardswish(x), functional.hardsigmoid(x), functional.relu6(x * 4), functional.elu(x, 0.7), functional.celu(x, 0.7), functional.selu(x), functional.leaky_relu(x, 0.2),
            functional.hardshrink(x, 0.37), functional.softshrink(x, 0.37), functional.threshold(x, 0.1, -2), functional.glu(x, 1),
            x.clamp(-0.75, 0.5), x.clamp(min: 0.1), x.clamp_min(0.2), x.clamp_max(0.3), x.clip(-0.1, 0.1),
            x.negative(), unit.arccos(), x.arctan(), x.arcsinh(), x.clone() + 1, x.alias() + 1, x.detach() + 1, x.cpu() + 1,
        ];
    }
}

/// <summary>Activations that are layers.</summary>
[Prunable]
public sealed partial class ActivationLayers : Module<Tensor, Tensor[]>
{
    private readonly GELU gelu = GELU();
    private readonly ELU elu = ELU(0.6);
    private readonly CELU celu = CELU(0.6);
    private readonly LeakyReLU leaky = LeakyReLU(0.3);
    private readonly RReLU random = RReLU(0.1, 0.4);
    private readonly Softplus softplus = Softplus(3, 0.4);
    private readonly PReLU slopes = PReLU(4);
    private readonly PReLU slope = PReLU(1, 0.2);
    private readonly Threshold threshold = Threshold(0.2, 0.7);
    private readonly Softmin softmin = Softmin(1);
    private readonly Softmax2d softmax = Softmax2d();
    private readonly LocalResponseNorm response = LocalResponseNorm(3, 0.1, 0.6, 1.5);
    private readonly Dropout dropout = Dropout(0.4);
    private readonly AlphaDropout alpha = AlphaDropout(0.4);
    private readonly Hardswish swish = Hardswish();
    private readonly LogSigmoid sigmoid = LogSigmoid();
    private readonly Dropout1d dropout1 = Dropout1d(0.4);
    private readonly Dropout2d dropout2 = Dropout2d(0.4);
    private readonly Dropout3d dropout3 = Dropout3d(0.4);
    private readonly FeatureAlphaDropout feature = FeatureAlphaDropout(0.4);

    public ActivationLayers() : base(nameof(ActivationLayers)) => RegisterComponents();

    public override Tensor[] forward(Tensor x) =>
    [
        gelu.call(x), elu.call(x), celu.call(x), leaky.call(x), random.call(x), softplus.call(x), slopes.call(x), slope.call(x), threshold.call(x),
        softmin.call(x), softmax.call(x), response.call(x), dropout.call(x) + 1, alpha.call(x) + 1, swish.call(x), functional.dropout(x, 0.5, training: training) * 2,
        sigmoid.call(x), dropout1.call(x.flatten(2)) + 1, dropout2.call(x) + 1, dropout3.call(x.unsqueeze(2)) + 1, feature.call(x) + 1,
    ];
}

/// <summary>Arithmetic with tensors and numbers of several types.</summary>
[Prunable]
public sealed partial class ArithmeticFunctions : Module<Tensor, Tensor, Tensor[]>
{
    public ArithmeticFunctions() : base(nameof(ArithmeticFunctions)) => RegisterComponents();

    public override Tensor[] forward(Tensor x, Tensor y)
    {
        var whole = (x * 10).to(ScalarType.Int64);
        return
        [
            x + y, x - y, x * y, x / (y.abs() + 1), x + 2, 2 - x, 3 * x, x / 4, 1 / (x.abs() + 1), x.pow(2), x.abs().pow(1.5), x.add(y, 0.5), x.sub(y),
            x.remainder(0.7), x % 0.3, torch.maximum(x, y), torch.minimum(x, y), x.addcmul(x, y, 0.25), x.addcdiv(x, y.abs() + 1, 0.5), torch.lerp(x, y, 0.3),
            whole + 1, whole + x, whole * 0.5, whole / 4, whole % 3, whole.@long() - 2, whole.sum([1]), whole.@float(), x.to(ScalarType.Float64) * 2,
            x.subtract(y), x.multiply(y), x.divide(y.abs() + 1), x.true_divide(2), x.fmod(0.7), x.floor_divide(0.3), x.to_type(ScalarType.Float64), x.@double(), whole.@int() * 2, x.@bool(), x.abs().@byte().@float(),
        ];
    }
}

/// <summary>Comparisons, and what they choose.</summary>
[Prunable]
public sealed partial class ChoiceFunctions : Module<Tensor, Tensor, Tensor[]>
{
    public ChoiceFunctions() : base(nameof(ChoiceFunctions)) => RegisterComponents();

    public override Tensor[] forward(Tensor x, Tensor y)
    {
        var more = x > y;
        var few = x < 0.5;
        return
        [
            more.@float(), few.@float(), (x >= y).@float(), (x <= y).@float(), (x == y).@float(), (x != 0).@float(), more.logical_not().@float(), more.logical_and(few).@float(), more.logical_or(few).@float(),
            torch.where(more, x, y), x.masked_fill(few, -3), more.any(1).@float(), few.all(1).@float(), (more * x), x.isnan().@float(), x.isinf().@float(), more.logical_xor(few).@float(),
        ];
    }
}
