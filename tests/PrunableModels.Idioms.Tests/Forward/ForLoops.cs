using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>For loops: up, down, in steps, with two variables.</summary>
[Prunable]
public sealed partial class ForLoops : Module<Tensor, Tensor>
{
    private readonly ModuleList<Conv2d> layers = ModuleList<Conv2d>(Conv2d(3, 8, 3, padding: 1), Conv2d(8, 7, 3, padding: 1), Conv2d(7, 6, 3, padding: 1));
    private readonly ModuleList<Module<Tensor, Tensor>> acts = ModuleList<Module<Tensor, Tensor>>(ReLU(), Tanh(), ReLU(), ReLU());
    private readonly Linear head = Linear(6, 2);

    public ForLoops() : base(nameof(ForLoops)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        for (var i = 0; i < layers.Count; i++)
            x = acts[i].forward(layers[i].forward(x));
        for (int i = 0, j = 3; i < j; ++i, j -= 1)
            x = acts[j].forward(x);
        for (var i = acts.Count - 1; i >= 0; i -= 2)
            x = acts[(i + 1) % 2].forward(x);
        for (var i = 0; ; i++)
        {
            if (i == 1)
                continue;
            if (i > 2)
                break;
            x = acts[^(i + 1)].forward(x);
        }

        return head.forward(x.mean([2, 3]));
    }
}
