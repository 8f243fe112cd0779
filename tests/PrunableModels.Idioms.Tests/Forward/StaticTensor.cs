using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A tensor that all instances share: no instance may make it smaller.</summary>
[Prunable]
public sealed partial class StaticTensor : Module<Tensor, Tensor>
{
    private static readonly Tensor Gain = ones(8) * 2;
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);

    public StaticTensor() : base(nameof(StaticTensor)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x) * Gain;
        return head.forward(b.forward(y).relu());
    }
}
