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
