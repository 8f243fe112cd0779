using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>A block and a model with several <c>forward</c>s; the types of the arguments say which is meant.</summary>
[Prunable]
public sealed partial class OverloadedForward : Module<Tensor, Tensor>
{
    private readonly Fusion fusion = new(3, 7);
    private readonly Conv2d head = Conv2d(7, 2, 1);

    public OverloadedForward() : base(nameof(OverloadedForward)) => RegisterComponents();

    public Tensor forward(List<Tensor> xs) => fusion.forward(xs);

    public override Tensor forward(Tensor x) => head.call(forward([x, fusion.call(x)]));
}

/// <summary>One tensor is projected; of several, the first is, and the others are added.</summary>
public sealed class Fusion(long inputs, long outputs) : Module<Tensor, Tensor>(nameof(Fusion))
{
    private readonly Conv2d project = Conv2d(inputs, outputs, 3, padding: 1);
    private readonly Conv2d mix = Conv2d(outputs, outputs, 1);

    public Tensor forward(List<Tensor> xs) => relu(project.call(xs[0])) + mix.call(xs[1]);

    public override Tensor forward(Tensor x) => relu(project.call(x));
}
