using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A record as input, and a structure between two methods.</summary>
[Prunable]
public sealed partial class RecordInput : Module<ImageWithMask, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3, padding: 1);
    private readonly Linear head = Linear(8, 2);

    public RecordInput() : base(nameof(RecordInput)) => RegisterComponents();

    public override Tensor forward(ImageWithMask input)
    {
        var state = new State(conv.forward(input.Image), 2);
        return head.forward(Pool(state) / (input.Mask.sum() + 1));
    }

    private static Tensor Pool(State state) => state.Features.relu().mean([2, 3]) * state.Factor;
}

/// <summary>An image and which of its pixels count.</summary>
public sealed record ImageWithMask(Tensor Image, Tensor Mask);

internal readonly struct State(Tensor features, int factor)
{
    public Tensor Features { get; } = features;

    public int Factor => factor;
}
