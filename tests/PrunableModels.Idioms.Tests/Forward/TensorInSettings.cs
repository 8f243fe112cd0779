using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A tensor in settings that the caller has.</summary>
[Prunable]
public sealed partial class TensorInSettings : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);
    private readonly Gains gains = new(ones(8) * 2);

    public TensorInSettings() : base(nameof(TensorInSettings)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x) * gains.First;
        return head.forward(b.forward(y).relu());
    }
}

/// <summary>Gains of the channels.</summary>
public sealed record Gains(Tensor First);
