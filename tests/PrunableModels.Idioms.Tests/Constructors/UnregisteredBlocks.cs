using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Blocks that call nothing: who holds them registers their fields.</summary>
[Prunable]
public sealed partial class UnregisteredBlocks : Module<Tensor, Tensor>
{
    private readonly QuietBlock first = new(12, 8);
    private readonly QuietBlock second = new(8, 6);
    private readonly Linear head = Linear(6, 3);

    public UnregisteredBlocks() : base(nameof(UnregisteredBlocks)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(second.call(first.call(x)));
}

/// <summary>A block without a call of RegisterComponents.</summary>
public sealed class QuietBlock : Module<Tensor, Tensor>
{
    private readonly Linear linear;

    public QuietBlock(long inputs, long outputs) : base(nameof(QuietBlock)) => linear = Linear(inputs, outputs);

    public override Tensor forward(Tensor x) => linear.call(x).relu();
}
