using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>One module in two fields has the first name.</summary>
[Prunable]
public sealed partial class SharedModules : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(4, 6);
    private readonly Linear shared;
    private readonly Linear again;
    private readonly Linear head = Linear(6, 2);

    public SharedModules() : base(nameof(SharedModules))
    {
        again = Linear(6, 6);
        shared = again;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(relu(again.call(relu(shared.call(relu(first.call(x)))))));
}
