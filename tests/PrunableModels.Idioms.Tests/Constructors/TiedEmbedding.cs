using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>An embedding and the head that goes back to its tokens with one weight.</summary>
[Prunable]
public sealed partial class TiedEmbedding : Module<Tensor, Tensor>
{
    private readonly Embedding wte;
    private readonly Linear hidden = Linear(6, 8);
    private readonly Linear output = Linear(8, 6);
    private readonly Linear lm_head;

    public TiedEmbedding() : base(nameof(TiedEmbedding))
    {
        wte = Embedding(9, 6);
        lm_head = Linear(6, 9, hasBias: false);
        RegisterComponents();
        this.wte.weight = lm_head.weight;
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = wte.call(tokens);
        x = layer_norm(x + output.call(gelu(hidden.call(x))), [6]);
        return lm_head.call(x);
    }
}
