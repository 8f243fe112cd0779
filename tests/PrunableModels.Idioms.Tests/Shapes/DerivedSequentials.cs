using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>Blocks that derive from Sequential, with their layers in <c>base(...)</c>.</summary>
[Prunable]
public sealed partial class DerivedSequentials : Module<Tensor, Tensor>
{
    private readonly ConvNormGelu stem = new(3, 6);
    private readonly Stack stack = new(3, 6);
    private readonly ScaledSequential scaled = new(6);
    private readonly Conv2d head = Conv2d(6, 2, 1);

    public DerivedSequentials() : base(nameof(DerivedSequentials)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(scaled.call(stack.call(stem.call(x))));
}

/// <summary>Layers one by one.</summary>
public sealed class ConvNormGelu : Sequential
{
    public ConvNormGelu(long inputs, long outputs) : base(Conv2d(inputs, outputs, 3, padding: 1), BatchNorm2d(outputs), GELU())
    {
    }
}

/// <summary>Layers out of a query.</summary>
public sealed class Stack(int depth, long width) : Sequential(Enumerable.Range(0, depth).Select(_ => new ConvNormGelu(width, width)).ToArray());

/// <summary>Adds to what its layers do.</summary>
public sealed class ScaledSequential(long width) : Sequential(Conv2d(width, 5, 1), ReLU(), Conv2d(5, width, 1))
{
    public override Tensor forward(Tensor x) => x + base.forward(x) * 0.5;
}
