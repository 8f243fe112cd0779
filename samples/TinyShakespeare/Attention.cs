using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TinyShakespeare;

/// <summary>Causal self-attention. How many heads there are is left to <c>view</c>, so heads can go, each as a whole.</summary>
public sealed class Attention : Module<Tensor, Tensor>
{
    /// <summary>How wide a head is. A number that is written down stays: in a field it could become smaller, and heads narrower.</summary>
    public const int HeadWidth = 16;

    private readonly Linear query;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Linear output;

    public Attention(int width, int heads) : base(nameof(Attention))
    {
        query = Linear(width, heads * HeadWidth);
        key = Linear(width, heads * HeadWidth);
        value = Linear(width, heads * HeadWidth);
        output = Linear(heads * HeadWidth, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (n, length) = (x.shape[0], x.shape[1]);
        var q = query.call(x).view(n, length, -1, HeadWidth).transpose(1, 2);
        var k = key.call(x).view(n, length, -1, HeadWidth).transpose(1, 2);
        var v = value.call(x).view(n, length, -1, HeadWidth).transpose(1, 2);
        var y = functional.scaled_dot_product_attention(q, k, v, is_casual: true);
        return output.call(y.transpose(1, 2).contiguous().view(n, length, -1));
    }
}
