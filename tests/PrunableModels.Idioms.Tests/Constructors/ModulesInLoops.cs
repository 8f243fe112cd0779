using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Loops bounded by a parameter, a field, the length of an array, and what is in a list already.</summary>
[Prunable]
public sealed partial class ModulesInLoops : Module<Tensor, Tensor>
{
    private readonly int more = 2;
    private readonly ModuleList<Linear> layers = ModuleList<Linear>();
    private readonly Linear head;

    public ModulesInLoops(int depth, int[] widths) : base(nameof(ModulesInLoops))
    {
        var width = 4;
        for (var i = 0; i < depth; i++)
        {
            layers.append(Linear(width, 5));
            width = 5;
        }

        foreach (var next in widths)
        {
            layers.append(Linear(width, next));
            width = next;
        }

        for (var i = 0; i < more; i++)
        {
            layers.append(Linear(width, width + i));
            width += i;
        }

        head = Linear(width, layers.Count);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var layer in layers)
        {
            x = relu(layer.call(x));
        }

        return head.call(x);
    }
}
