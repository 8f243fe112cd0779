using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TinyShakespeare;

/// <summary>
/// A block of the GPT: attention and a perceptron, both added to the residual stream. The norms are held as modules, not as LayerNorm:
/// so they can be exchanged for ones that go on with the width that they had, and the residual stream can become narrower.
/// </summary>
public sealed class Block : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> norm1;
    private readonly Attention attention;
    private readonly Module<Tensor, Tensor> norm2;
    private readonly Linear widen;
    private readonly Linear narrow;

    public Block(int width, int heads) : base(nameof(Block))
    {
        norm1 = LayerNorm(width);
        attention = new Attention(width, heads);
        norm2 = LayerNorm(width);
        widen = Linear(width, 4 * width);
        narrow = Linear(4 * width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = x + attention.call(norm1.call(x));
        return x + narrow.call(functional.gelu(widen.call(norm2.call(x))));
    }
}
