using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>A field that holds a module or nothing, asked in each of the ways that C# has.</summary>
[Prunable]
public sealed partial class NullableFields : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(4, 6);
    private readonly LayerNorm? absent = null;
    private readonly Linear? gate = Linear(4, 6);
    private readonly Dropout? dropout = null;
    private readonly Linear head = Linear(6, 2);

    public NullableFields() : base(nameof(NullableFields)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = hidden.call(x);
        if (absent is not null)
        {
            y = absent.call(y);
        }

        y = gate != null ? y * torch.sigmoid(gate.call(x)) : y;
        y = dropout?.call(y) ?? y;
        return head.call(y);
    }
}
