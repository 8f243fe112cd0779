using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>What a user's own functions do that no table knows.</summary>
public static class SignatureHelpers
{
    [OperatorSignature("x[N, C, *S], gain[C] -> [N, C, *S]", ZeroPreserving = true)]
    public static Tensor Scaled(Tensor x, Tensor gain) => torch.special.erf(x) * gain.view(-1, 1, 1);

    [OperatorSignature("x[..., C, h, w] -> [..., C, h, w]")]
    public static Tensor Shifted(Tensor x, double by) => torch.special.expit(x) + by;

    [OperatorSignature("left[N, C, h, w], right[N, C, h, w] -> [N, h, w]")]
    public static Tensor Similarity(Tensor left, Tensor right) => torch.special.erf(left * right).sum(1);
}

/// <summary>A helper with a parameter, one that is not known to keep zeros, and one that contracts.</summary>
[Prunable]
public sealed partial class SignatureModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 8, 3, padding: 1);
    private readonly Parameter gain = Parameter(ones(8));
    private readonly Conv2d second = Conv2d(8, 6, 3, padding: 1);
    private readonly Conv2d third = Conv2d(6, 7, 1);
    private readonly Conv2d fourth = Conv2d(6, 7, 1);

    public SignatureModel() : base(nameof(SignatureModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = SignatureHelpers.Scaled(first.call(x), gain);
        x = SignatureHelpers.Shifted(second.call(x), 0.5);
        return SignatureHelpers.Similarity(third.call(x), fourth.call(x));
    }
}

/// <summary>A module of the user's own that says what it does, and with which of its parameters.</summary>
[Prunable]
public sealed partial class SignedModuleModel : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(5, 8);
    private readonly Gain gain = new(8);
    private readonly Linear head = Linear(8, 4);

    public SignedModuleModel() : base(nameof(SignedModuleModel)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(gain.call(first.call(x)));

    private sealed class Gain : Module<Tensor, Tensor>
    {
        private readonly Parameter weight;

        public Gain(long width) : base(nameof(Gain))
        {
            weight = Parameter(ones(width));
            RegisterComponents();
        }

        [OperatorSignature("x[..., C] weight[C] -> [..., C]", ZeroPreserving = true)]
        public override Tensor forward(Tensor x) => torch.special.erf(x) * weight;
    }
}
