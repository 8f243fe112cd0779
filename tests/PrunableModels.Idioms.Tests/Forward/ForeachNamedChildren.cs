using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A loop over the children of the model itself, in the order of their registration.</summary>
[Prunable]
public sealed partial class ForeachNamedChildren : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly ReLU relu = ReLU();
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);
    private readonly Flatten flatten = Flatten();
    private readonly Linear head = Linear(6, 2);

    public ForeachNamedChildren() : base(nameof(ForeachNamedChildren)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        foreach (var (name, module) in named_children())
        {
            if (module is Module<Tensor, Tensor> layer)
            {
                Console.WriteLine(name);
                x = layer.forward(x);
            }
        }

        return x;
    }
}
