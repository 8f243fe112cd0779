using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Attention whose heads and head width stand in fields.</summary>
[Prunable]
public sealed partial class HeadWidthField : Module<Tensor, Tensor>
{
    private readonly int heads = 3;
    private readonly int width = 4;
    private readonly Linear q = Linear(12, 12);
    private readonly Linear k = Linear(12, 12);
    private readonly Linear v = Linear(12, 12);
    private readonly Linear head = Linear(12, 3);

    public HeadWidthField() : base(nameof(HeadWidthField)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (b, t) = (x.size(0), x.size(1));
        var query = q.forward(x).view(b, t, heads, width).transpose(1, 2);
        var key = k.forward(x).view(b, t, heads, width).transpose(1, 2);
        var value = v.forward(x).view(b, t, heads, width).transpose(1, 2);
        var scores = query.matmul(key.transpose(-2, -1)) / Math.Sqrt(width);
        var y = scores.softmax(-1).matmul(value);
        return head.forward(y.transpose(1, 2).contiguous().view(b, t, heads * width));
    }
}
