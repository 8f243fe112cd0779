using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Loops over everything that lists modules.</summary>
[Prunable]
public sealed partial class ForeachModules : Module<Tensor, Tensor>
{
    private readonly Sequential stem = Sequential(Conv2d(3, 8, 3), ReLU());
    private readonly ModuleList<Module<Tensor, Tensor>> blocks = ModuleList<Module<Tensor, Tensor>>(Conv2d(8, 7, 3, padding: 1), Conv2d(7, 6, 3, padding: 1));
    private readonly Linear head = Linear(6, 2);

    public ForeachModules() : base(nameof(ForeachModules)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        foreach (var layer in stem.children())
        {
            x = ((Module<Tensor, Tensor>)layer).forward(x);
        }

        foreach (var block in blocks)
        {
            x = block.forward(x).relu();
        }

        return head.forward(x.mean([2, 3]));
    }
}
