using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Fields;

/// <summary>Two blocks, each with its number of heads.</summary>
[Prunable]
public sealed partial class BlockFields : Module<Tensor, Tensor>
{
    private readonly HeadsBlock first = new(8, heads: 3, headWidth: 4);
    private readonly HeadsBlock second = new(8, heads: 2, headWidth: 5);
    private readonly Linear head = Linear(8, 3);

    public BlockFields() : base(nameof(BlockFields)) => RegisterComponents();

    public IReadOnlyList<HeadsBlock> Blocks => [first, second];

    public override Tensor forward(Tensor x)
    {
        x = x + first.call(x);
        return head.forward(x + second.call(x));
    }
}
