using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>What runs where an exception was caught is not known before.</summary>
[Prunable]
public sealed partial class TryCatch : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public TryCatch() : base(nameof(TryCatch)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv1.forward(x);
        try
        {
            y = y.relu();
        }
        catch (InvalidOperationException)
        {
            y = y.tanh();
        }

        return head.forward(conv2.forward(y).relu().mean([2, 3]));
    }
}
