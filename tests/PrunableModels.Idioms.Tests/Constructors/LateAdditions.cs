using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>A list that grows after it was registered loses what comes late; a Sequential does not.</summary>
[Prunable]
public sealed partial class LateAdditions : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers = ModuleList(Linear(4, 5), Linear(5, 6));
    private readonly Sequential tail = Sequential(Linear(6, 7), ReLU());

    public LateAdditions() : base(nameof(LateAdditions))
    {
        RegisterComponents();
        layers.Add(Linear(6, 6));
        tail.append(Linear(7, 2));
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var layer in layers)
        {
            x = relu(layer.call(x));
        }

        return tail.call(x);
    }
}
