using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Tensors in a dictionary that nobody registers.</summary>
[Prunable]
public sealed partial class TensorsByKey : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);
    private readonly Dictionary<string, Tensor> tables = new() { ["gain"] = ones(8) * 2 };

    public TensorsByKey() : base(nameof(TensorsByKey)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x).mul(tables["gain"]);
        return head.forward(b.forward(y).relu());
    }
}
