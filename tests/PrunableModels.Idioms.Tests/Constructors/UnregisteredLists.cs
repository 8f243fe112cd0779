using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Layers in a plain list that nobody registers: they are neither trained nor pruned.</summary>
[Prunable]
public sealed partial class UnregisteredLists : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(4, 6);
    private readonly List<Linear> hidden = [Linear(6, 6), Linear(6, 6)];
    private readonly List<Module<Tensor, Tensor>> activations = [ReLU(), ReLU()];
    private readonly Linear wide = Linear(6, 8);
    private readonly Linear head = Linear(8, 2);

    public UnregisteredLists() : base(nameof(UnregisteredLists)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = first.call(x);
        for (var i = 0; i < hidden.Count; i++)
        {
            x = activations[i].call(hidden[i].call(x));
        }

        return head.call(activations[0].call(wide.call(x)));
    }
}
