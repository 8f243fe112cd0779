using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Two modules registered by hand under each other's names.</summary>
[Prunable]
public sealed partial class SwappedNames : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(4, 6);
    private readonly Linear b = Linear(6, 5);
    private readonly Linear head = Linear(5, 2);

    public SwappedNames() : base(nameof(SwappedNames))
    {
        register_module("a", b);
        register_module("b", a);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(relu(b.call(relu(a.call(x)))));
}
