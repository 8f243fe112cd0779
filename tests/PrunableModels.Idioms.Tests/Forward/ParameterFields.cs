using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Parameters of the user's own: a scale for each channel, a matrix, a table of positions.</summary>
[Prunable]
public sealed partial class ParameterFields : Module<Tensor, Tensor>
{
    private readonly Linear up = Linear(12, 8);
    private readonly Parameter scale = new(ones(8));
    private readonly Parameter projection = new(randn(8, 6));
    private readonly Parameter positions = new(randn(5, 8));
    private readonly Linear head = Linear(6, 3);

    public ParameterFields() : base(nameof(ParameterFields)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = (up.forward(x) + positions) * scale;
        return head.forward(y.matmul(projection).tanh());
    }
}
