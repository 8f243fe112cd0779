using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A tensor that nobody registers, because it is made too late.</summary>
[Prunable]
public sealed partial class LateTensor : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);
    private readonly Tensor gain;

    public LateTensor() : base(nameof(LateTensor))
    {
        RegisterComponents();
        gain = ones(8) * 2;
    }

    public override Tensor forward(Tensor x)
    {
        var y = gain * a.forward(x);
        return head.forward(b.forward(y).relu());
    }
}
