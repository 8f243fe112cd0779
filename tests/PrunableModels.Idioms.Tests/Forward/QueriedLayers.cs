using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Queries over layers and tensors.</summary>
[Prunable]
public sealed partial class QueriedLayers : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> branches = ModuleList<Module<Tensor, Tensor>>(Conv2d(3, 4, 3), Conv2d(3, 5, 3), Conv2d(3, 6, 3), ReLU());
    private readonly Linear head = Linear(15, 2);

    public QueriedLayers() : base(nameof(QueriedLayers)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var convolutions = branches.OfType<Conv2d>().ToList();
        var outputs = convolutions.Select(c => c.forward(x)).ToArray();
        outputs = outputs.Select((o, i) => i == 0 ? o : branches.Last().forward(o)).ToArray();
        var any = branches.Any(b => b is TorchSharp.Modules.ReLU) && branches.All(b => b is not TorchSharp.Modules.Linear);
        var y = any ? cat(outputs, 1) : x;
        y = branches.Skip(3).Take(1).Aggregate(y, (z, layer) => layer.forward(z));
        return head.forward(y.mean([2, 3]));
    }
}
