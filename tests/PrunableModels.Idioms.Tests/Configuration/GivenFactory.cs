using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>Makes convolutions with what belongs to them.</summary>
public interface IConvolutionFactory
{
    Module<Tensor, Tensor> Create(long inputs, long outputs);
}

/// <summary>What all norms have in common.</summary>
public abstract class NormFactory
{
    public abstract Module<Tensor, Tensor> Create(long width);

    public Module<Tensor, Tensor> CreateActivated(long width) => Sequential(Create(width), ReLU());
}

/// <summary>The only one there is.</summary>
public sealed class BatchNorms(double eps) : NormFactory
{
    public override Module<Tensor, Tensor> Create(long width) => BatchNorm2d(width, eps);
}

/// <summary>The only one there is.</summary>
public sealed class PlainConvolutions(bool hasBias, NormFactory norms) : IConvolutionFactory
{
    public Module<Tensor, Tensor> Create(long inputs, long outputs) =>
        Sequential(("conv", Conv2d(inputs, outputs, 3, padding: 1, bias: hasBias)), ("norm", norms.CreateActivated(outputs)));
}

/// <summary>Which object makes the layers is said when the model is made; that there is only one class of such objects, by the code.</summary>
[Prunable]
public sealed partial class GivenFactory : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> stem;
    private readonly Module<Tensor, Tensor> body;
    private readonly Linear head = Linear(5, 2);

    public GivenFactory(IConvolutionFactory factory) : base(nameof(GivenFactory))
    {
        stem = factory.Create(3, 7);
        body = factory.Create(7, 5);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(body.call(stem.call(x)).mean([2, 3]));
}
