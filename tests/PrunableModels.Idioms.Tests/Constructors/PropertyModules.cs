using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Modules in properties, whose state-dict names are those of the fields behind them.</summary>
[Prunable]
public sealed partial class PropertyModules : Module<Tensor, Tensor>
{
    public PropertyModules() : base(nameof(PropertyModules))
    {
        Hidden = Linear(4, 6);
        RegisterComponents();
    }

    public Linear Hidden { get; }

    public Linear Head { get; } = Linear(6, 2);

    public override Tensor forward(Tensor x) => Head.call(relu(Hidden.call(x)));
}
