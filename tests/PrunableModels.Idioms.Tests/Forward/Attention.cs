using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Attention by the function.</summary>
[Prunable]
public sealed partial class Attention : Module<Tensor, Tensor>
{
    private readonly Linear q = Linear(12, 12);
    private readonly Linear k = Linear(12, 12);
    private readonly Linear v = Linear(12, 12);
    private readonly Linear head = Linear(12, 3);

    public Attention() : base(nameof(Attention)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        Tensor Heads(Tensor y) => y.view(x.shape[0], x.shape[1], 3, -1).transpose(1, 2);
        var y = functional.scaled_dot_product_attention(Heads(q.forward(x)), Heads(k.forward(x)), Heads(v.forward(x)));
        return head.forward(y.transpose(1, 2).flatten(2));
    }
}
