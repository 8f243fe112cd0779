using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>One layer in a field of its class, one in a field that says no more than that it is a module.</summary>
[Prunable]
public sealed partial class ConcreteAndAbstractFields : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly Module<Tensor, Tensor> norm;
    private readonly Module<Tensor, Tensor> head;

    public ConcreteAndAbstractFields() : base(nameof(ConcreteAndAbstractFields))
    {
        conv = Conv2d(3, 6, 3);
        norm = BatchNorm2d(6);
        head = Linear(6, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(relu(norm.call(conv.call(x))).mean([2, 3]));
}
