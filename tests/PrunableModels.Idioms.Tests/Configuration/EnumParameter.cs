using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

public enum PoolKind
{
    Average,
    Max,
}

/// <summary>An enumeration chooses in the constructor and again in <c>forward</c>.</summary>
[Prunable]
public sealed partial class EnumParameter : Module<Tensor, Tensor>
{
    private readonly PoolKind pool;
    private readonly Conv2d conv;
    private readonly Module<Tensor, Tensor> norm;
    private readonly Linear head;

    public EnumParameter(PoolKind pool = PoolKind.Average) : base(nameof(EnumParameter))
    {
        this.pool = pool;
        conv = Conv2d(3, 6, 3);
        norm = pool switch
        {
            PoolKind.Average => BatchNorm2d(6),
            PoolKind.Max => Identity(),
            _ => throw new ArgumentOutOfRangeException(nameof(pool)),
        };
        head = Linear(6, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(norm.call(conv.call(x)));
        switch (pool)
        {
            case PoolKind.Average:
                x = functional.adaptive_avg_pool2d(x, 1);
                break;
            default:
                x = functional.adaptive_max_pool2d(x, [1, 1]);
                break;
        }

        return head.call(x.flatten(1));
    }
}
