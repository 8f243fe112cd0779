using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A contraction by its equation.</summary>
[Prunable]
public sealed partial class Einsum : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(12, 8);
    private readonly Linear c = Linear(12, 6);
    private readonly Linear head = Linear(6, 3);

    public Einsum() : base(nameof(Einsum)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var scores = einsum("bid,bjd->bij", a.forward(x), b.forward(x));
        return head.forward(einsum("bij,bjc->bic", scores, c.forward(x)));
    }
}
