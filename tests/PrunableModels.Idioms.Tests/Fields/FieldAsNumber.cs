using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Fields;

/// <summary>The number of heads is also what something is divided by.</summary>
[Prunable]
public sealed partial class FieldAsNumber : Module<Tensor, Tensor>
{
    private readonly int heads = 3;
    private readonly Linear q = Linear(12, 12);
    private readonly Linear head = Linear(12, 3);

    public FieldAsNumber() : base(nameof(FieldAsNumber)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (b, t) = (x.shape[0], x.shape[1]);
        var y = q.forward(x).view(b, t, heads, -1).relu().view(b, t, -1);
        return head.forward(y + (heads / 2)) / heads;
    }
}
