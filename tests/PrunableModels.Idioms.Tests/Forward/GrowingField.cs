using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A list in a field that grows from call to call.</summary>
[Prunable]
public sealed partial class GrowingField : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);
    private readonly List<Tensor> features = [];

    public GrowingField() : base(nameof(GrowingField)) => RegisterComponents();

    public void Forget() => features.Clear();

    public override Tensor forward(Tensor x)
    {
        features.Add(a.forward(x).detach());
        var y = stack(features.ToArray(), 0).mean([0]);
        return head.forward(b.forward(y / features.Count).relu());
    }
}
