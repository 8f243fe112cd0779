using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Patterns over shapes: a property, a list.</summary>
[Prunable]
public sealed partial class ShapePatterns : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public ShapePatterns() : base(nameof(ShapePatterns)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        if (x.shape is not [_, 3, var height, _])
        {
            throw new ArgumentException("images");
        }

        var y = conv.forward(x).relu();
        y = x switch
        {
            { shape.Length: 4 } => y.mean([2, 3]),
            _ => y.mean([1, 2]),
        };
        return head.forward(y) * height;
    }
}
