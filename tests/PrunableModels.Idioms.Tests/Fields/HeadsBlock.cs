using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Fields;

/// <summary>Attention with a number of heads of its own, in a field, and their width in a property.</summary>
public sealed class HeadsBlock : Module<Tensor, Tensor>
{
    private readonly int heads;
    private readonly Linear q;
    private readonly Linear k;
    private readonly Linear v;
    private readonly Linear output;

    public HeadsBlock(int width, int heads, int headWidth) : base(nameof(HeadsBlock))
    {
        this.heads = heads;
        HeadWidth = headWidth;
        q = Linear(width, heads * headWidth);
        k = Linear(width, heads * headWidth);
        v = Linear(width, heads * headWidth);
        output = Linear(heads * headWidth, width);
        RegisterComponents();
    }

    public int Heads => heads;

    public long HeadWidth { get; }

    public override Tensor forward(Tensor x)
    {
        var (b, t) = (x.shape[0], x.shape[1]);
        var query = q.forward(x).view(b, t, heads, HeadWidth).transpose(1, 2);
        var key = k.forward(x).view(b, t, heads, HeadWidth).transpose(1, 2);
        var value = v.forward(x).view(b, t, heads, HeadWidth).transpose(1, 2);
        var scores = query.matmul(key.transpose(-2, -1)) / Math.Sqrt(HeadWidth);
        return output.forward(scores.softmax(-1).matmul(value).transpose(1, 2).reshape(b, t, heads * HeadWidth));
    }
}
