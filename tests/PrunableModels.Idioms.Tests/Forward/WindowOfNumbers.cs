using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A tensor of TorchSharp that no operator stands for.</summary>
[Prunable]
public sealed partial class WindowOfNumbers : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);

    public WindowOfNumbers() : base(nameof(WindowOfNumbers)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x) * hann_window(8);
        return head.forward(b.forward(y).relu());
    }
}
