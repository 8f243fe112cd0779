using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>Inputs of several types, some of which choose what is done.</summary>
[Prunable]
public sealed partial class SeveralInputs : Module<Tensor, Tensor?, int, bool, string, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 6, 3, padding: 1);
    private readonly Conv2d side = Conv2d(3, 5, 3, padding: 1);
    private readonly Conv2d fromSide = Conv2d(5, 2, 1);
    private readonly Conv2d head = Conv2d(6, 2, 1);

    public SeveralInputs() : base(nameof(SeveralInputs)) => RegisterComponents();

    public override Tensor forward(Tensor x, Tensor? other, int power, bool isLeaky, string mode)
    {
        var y = conv.call(x);
        y = isLeaky ? leaky_relu(y, 0.1) : relu(y);
        y = head.call(mode == "twice" ? y * 2 : y) * power;
        return other is null ? y : y + fromSide.call(relu(side.call(other)));
    }
}
