using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>A string chooses the activation by a dictionary of factories, and the norm by a switch.</summary>
[Prunable]
public sealed partial class StringParameter : Module<Tensor, Tensor>
{
    private static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Activations = new()
    {
        ["relu"] = () => ReLU(),
        ["gelu"] = () => GELU(),
    };

    private readonly Linear up = Linear(4, 8);
    private readonly Module<Tensor, Tensor> norm;
    private readonly Module<Tensor, Tensor> act;
    private readonly Linear down = Linear(8, 3);

    public StringParameter(string activation, string norm = "none") : base(nameof(StringParameter))
    {
        act = Activations[activation.ToLowerInvariant()]();
        switch (norm.ToLower())
        {
            case "batch":
                this.norm = BatchNorm1d(8);
                break;
            case "none":
                this.norm = Identity();
                break;
            default:
                throw new ArgumentException($"there is no norm {norm}", nameof(norm));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => down.call(act.call(norm.call(up.call(x))));
}
