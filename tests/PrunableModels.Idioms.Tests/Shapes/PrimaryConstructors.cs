using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>Blocks with primary constructors, whose parameters methods use too.</summary>
[Prunable]
public sealed partial class PrimaryConstructors : Module<Tensor, Tensor>
{
    private readonly PrimaryBlock first = new(3, 6, true, 0.1);
    private readonly PrimaryBlock second = new(6, 5, false, 0.2);
    private readonly Conv2d head = Conv2d(5, 2, 1);

    public PrimaryConstructors() : base(nameof(PrimaryConstructors)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(second.call(first.call(x)));
}

/// <summary>The flag and the slope are used where the module runs.</summary>
public sealed class PrimaryBlock(long inputs, long outputs, bool isLeaky, double slope) : Module<Tensor, Tensor>(nameof(PrimaryBlock))
{
    private readonly Conv2d conv = Conv2d(inputs, outputs, 3, padding: 1);

    public override Tensor forward(Tensor x) => isLeaky ? leaky_relu(conv.call(x), slope) : relu(conv.call(x));
}
