using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>An array of results.</summary>
[Prunable]
public sealed partial class ArrayOutput : Module<Tensor, Tensor[]>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly ModuleList<Linear> heads = ModuleList<Linear>(Linear(8, 2), Linear(8, 3));

    public ArrayOutput() : base(nameof(ArrayOutput)) => RegisterComponents();

    public override Tensor[] forward(Tensor x)
    {
        var y = conv.forward(x).relu().mean([2, 3]);
        return [heads[0].forward(y), heads[1].forward(y)];
    }
}
