using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>Makes layers.</summary>
public interface ILayerBuilder
{
    IModule<Tensor, Tensor> CreateLinear(int inputs, int outputs);

    Module<Tensor, Tensor> CreateActivation();
}

/// <summary>Plain layers.</summary>
public sealed class PlainBuilder(bool hasBias) : ILayerBuilder
{
    public IModule<Tensor, Tensor> CreateLinear(int inputs, int outputs) => Linear(inputs, outputs, hasBias);

    public Module<Tensor, Tensor> CreateActivation() => ReLU();
}

/// <summary>The layers come out of an interface's methods.</summary>
[Prunable]
public sealed partial class InterfaceFactory : Module<Tensor, Tensor>
{
    private readonly IModule<Tensor, Tensor> up;
    private readonly Module<Tensor, Tensor> act;
    private readonly Linear down;

    public InterfaceFactory() : base(nameof(InterfaceFactory))
    {
        ILayerBuilder builder = new PlainBuilder(hasBias: false);
        up = builder.CreateLinear(4, 9);
        act = builder.CreateActivation();
        down = (Linear)builder.CreateLinear(9, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => down.call(act.call(up.call(x)));
}
