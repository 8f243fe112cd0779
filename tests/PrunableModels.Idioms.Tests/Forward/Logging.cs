using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Shapes that are only printed keep nothing.</summary>
[Prunable]
public sealed partial class Logging : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public Logging() : base(nameof(Logging)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        Console.WriteLine($"{nameof(forward)}: {x.shape[0]} images of {string.Join("x", x.shape)}");
        var y = conv1.forward(x).relu();
        Console.WriteLine("after conv1: " + y.shape[1] * 2 + ", " + string.Join(", ", y.shape));
        System.Diagnostics.Debug.WriteLine($"{y.shape[1] + 1} channels");
        y = conv2.forward(y);
        return head.forward(y.relu().mean([2, 3]));
    }
}
