using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>A module of the plain base class with a <c>forward</c> of its own, and a block whose entry has another name.</summary>
[Prunable]
public sealed partial class OwnEntry : Module
{
    private readonly Encoder encoder = new();
    private readonly Linear head = Linear(6, 2);

    public OwnEntry() : base(nameof(OwnEntry)) => RegisterComponents();

    public Tensor forward(Tensor x) => head.call(encoder.Encode(x));
}

/// <summary>Is not called by name.</summary>
public sealed class Encoder : Module
{
    private readonly Conv2d conv = Conv2d(3, 6, 3);

    public Encoder() : base(nameof(Encoder)) => RegisterComponents();

    public Tensor Encode(Tensor x) => relu(conv.call(x)).mean([2L, 3L]);
}
