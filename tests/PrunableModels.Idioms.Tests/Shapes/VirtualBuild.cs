using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>The base class's constructor calls what only this class knows.</summary>
[Prunable]
public sealed partial class VirtualBuild : BuiltModel
{
    private Conv2d? last;

    public VirtualBuild() : base(5)
    {
    }

    protected override int[] OutputIndices => [1, 2];

    protected override int Width => 6;

    protected override void BuildModel(int width)
    {
        layers.Add(Conv2d(3, width, 3, padding: 1));
        layers.Add(Conv2d(width, Width, 3, padding: 1));
        layers.Add(Conv2d(Width, Width, 1));
        last = Conv2d(Width, 2, 1);
    }

    protected override Tensor Finish(Tensor x) => last!.call(x);
}

/// <summary>A model that subclasses fill.</summary>
public abstract class BuiltModel : Module<Tensor, Tensor>
{
    protected readonly ModuleList<Module<Tensor, Tensor>> layers = ModuleList<Module<Tensor, Tensor>>();

    protected BuiltModel(int width) : base(nameof(BuiltModel))
    {
        BuildModel(width);
        RegisterComponents();
    }

    protected virtual int[] OutputIndices { get; } = [0];

    protected virtual int Width { get; } = 4;

    protected abstract void BuildModel(int width);

    protected virtual Tensor Finish(Tensor x) => x;

    public override Tensor forward(Tensor x)
    {
        var outputs = new List<Tensor>();
        foreach (var layer in layers)
        {
            x = relu(layer.call(x));
            outputs.Add(x);
        }

        var sum = outputs[OutputIndices[0]];
        for (var i = 1; i < OutputIndices.Length; i++)
        {
            sum = sum + outputs[OutputIndices[i]];
        }

        return Finish(sum);
    }
}
