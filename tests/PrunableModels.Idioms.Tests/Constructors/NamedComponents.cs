using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Fields whose names in the state dict are given by an attribute.</summary>
[Prunable]
public sealed partial class NamedComponents : Module<Tensor, Tensor>
{
    [ComponentName(Name = "encoder")]
    private readonly Linear _first = Linear(4, 6);
    [ComponentName(Name = "gain")]
    private readonly Parameter _gain = Parameter(torch.ones(6));
    private readonly Linear head = Linear(6, 2);

    public NamedComponents() : base(nameof(NamedComponents)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(relu(_first.call(x)) * _gain);
}
