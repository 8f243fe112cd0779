using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Heads by locals and fields.</summary>
[Prunable]
public sealed partial class ViewWithLocals : Module<Tensor, Tensor>
{
    private readonly Linear q = Linear(12, 12);
    private readonly Linear k = Linear(12, 12);
    private readonly Linear v = Linear(12, 12);
    private readonly Linear head = Linear(12, 3);
    private readonly int heads = 3;
    private readonly double scale = 0.5;

    public ViewWithLocals() : base(nameof(ViewWithLocals)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        long b = x.shape[0], t = x.shape[1];
        var query = q.forward(x).view(b, t, heads, -1).transpose(1, 2);
        var key = k.forward(x).view(b, t, heads, -1).transpose(1, 2);
        var value = v.forward(x).view(b, t, heads, -1).transpose(1, 2);
        var scores = matmul(query, key.transpose(-2, -1)) * scale;
        var y = matmul(scores.softmax(-1), value);
        return head.forward(y.transpose(1, 2).contiguous().view(b, t, -1));
    }
}
