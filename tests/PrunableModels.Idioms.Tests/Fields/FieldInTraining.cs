using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Fields;

/// <summary>Only training reads how wide the hidden layer is.</summary>
[Prunable]
public sealed partial class FieldInTraining : Module<Tensor, Tensor>
{
    private readonly int width = 12;
    private readonly Linear hidden = Linear(6, 12);
    private readonly Linear head = Linear(12, 3);

    public FieldInTraining() : base(nameof(FieldInTraining)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = hidden.forward(x).relu();
        if (training)
        {
            y = y.view(x.shape[0], width);
        }

        return head.forward(y);
    }
}
