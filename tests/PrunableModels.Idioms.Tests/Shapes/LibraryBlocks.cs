using Layers.Shared;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>Blocks of another assembly, also several in a list and one inside a private class.</summary>
[Prunable]
public sealed partial class LibraryBlocks : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 6, 3, padding: 1);
    private readonly GatedBlock first = new(6, 5, isResidual: false);
    private readonly ModuleList<GatedBlock> blocks = ModuleList(new GatedBlock(6, 4, true), new GatedBlock(6, 3, isResidual: true));
    private readonly Wrapped wrapped = new();
    private readonly Conv2d head = Conv2d(6, 2, 1);

    public LibraryBlocks() : base(nameof(LibraryBlocks)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = first.call(relu(stem.call(x)));
        foreach (var block in blocks)
        {
            x = block.call(x);
        }

        return head.call(wrapped.call(x));
    }

    private sealed class Wrapped : Module<Tensor, Tensor>
    {
        private readonly GatedBlock inner = new(6, 7, isResidual: true);

        public Wrapped() : base(nameof(Wrapped)) => RegisterComponents();

        public override Tensor forward(Tensor x) => inner.forward(x);
    }
}
