using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A table that is made on the first call.</summary>
[Prunable]
public sealed partial class CachedTable : Module<Tensor, Tensor>
{
    private readonly Linear up = Linear(12, 8);
    private readonly Linear down = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);
    private Tensor? table;

    public CachedTable() : base(nameof(CachedTable)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = up.forward(x);
        if (table is null)
        {
            table = ones([y.shape[^2], y.shape[^1]], y.dtype).DetachFromDisposeScope();
        }

        return head.forward(down.forward(y * table).relu());
    }
}
