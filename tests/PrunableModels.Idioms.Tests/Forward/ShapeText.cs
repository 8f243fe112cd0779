using System.Diagnostics;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Shapes in text, and how many numbers a tensor has.</summary>
[Prunable]
public sealed partial class ShapeText : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public ShapeText() : base(nameof(ShapeText)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        if (x.shape.Aggregate(1L, (count, n) => count * n) == 0)
        {
            throw new ArgumentException(string.Format("{0} has no elements: {1}", nameof(x), string.Join(" x ", x.shape)));
        }

        var y = conv.forward(x).relu();
        Debug.WriteLine(string.Format("features {0}, {1} numbers", string.Join(", ", y.shape), y.shape.Aggregate((a, b) => a * b)));
        return head.forward(y.mean([2, 3]));
    }
}
