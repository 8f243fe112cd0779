using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Switch expressions: constants, relations, alternatives, guards, types, properties and tuples.</summary>
[Prunable]
public sealed partial class SwitchExpression : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);
    private readonly Module<Tensor, Tensor> layer = ReLU();
    private readonly int depth = 3;
    private readonly string kind = "small";

    public SwitchExpression() : base(nameof(SwitchExpression)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x);
        y = depth switch
        {
            0 or 1 => y.tanh(),
            > 1 and <= 4 when kind is "small" or "tiny" => y * 0.5,
            _ => y.exp(),
        };
        y = (depth, kind) switch
        {
            (3, "large") => y.exp(),
            (var d, "small") when d < 5 => y * 2,
            _ => y.tanh(),
        };
        y = layer switch
        {
            Conv2d convolution => convolution.forward(y),
            ReLU activation => activation.forward(y),
            null => y,
            var other => other.forward(y),
        };
        var scale = depth switch { < 0 => 0.5, not 4 => 0.25, _ => 1.0 };
        return head.forward((y * scale).mean([2, 3]));
    }
}
