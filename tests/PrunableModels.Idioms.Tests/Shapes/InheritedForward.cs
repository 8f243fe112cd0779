using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>A model that has no <c>forward</c> of its own: an abstract class between it and Module has.</summary>
[Prunable]
public sealed partial class InheritedForward : TwoStages
{
    private readonly Conv2d first = Conv2d(3, 6, 3);
    private readonly Conv2d second = Conv2d(6, 2, 3);

    public InheritedForward() : base(nameof(InheritedForward)) => RegisterComponents();

    protected override Module<Tensor, Tensor> First => first;

    protected override Module<Tensor, Tensor> Second => second;
}

/// <summary>What two stages have in common.</summary>
public abstract class TwoStages(string name) : Module<Tensor, Tensor>(name)
{
    protected abstract Module<Tensor, Tensor> First { get; }

    protected abstract Module<Tensor, Tensor> Second { get; }

    public override Tensor forward(Tensor x) => Second.call(relu(First.call(x)));
}
