using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Modules that a primary constructor is given and methods use: TorchSharp registers them by the names of the compiler.</summary>
[Prunable]
public sealed partial class GivenModules : Module<Tensor, Tensor>
{
    private readonly GivenBlock block = new(Linear(12, 8), ReLU());
    private readonly GivenBlock kept = new(Linear(8, 6), GELU());
    private readonly Linear head = Linear(6, 3);

    public GivenModules() : base(nameof(GivenModules)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(kept.call(block.call(x)));
}

/// <summary>A layer and an activation from outside.</summary>
public sealed class GivenBlock(Module<Tensor, Tensor> layer, Module<Tensor, Tensor> activation) : Module<Tensor, Tensor>(nameof(GivenBlock))
{
    public override Tensor forward(Tensor x) => activation.call(layer.call(x));
}
