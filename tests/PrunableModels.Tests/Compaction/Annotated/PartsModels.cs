// What a model keeps on purpose is reported while it is compiled.
#pragma warning disable PRUNE2002
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Chunks are tied; what a split or a range reads of another tensor's size follows it; what is written down stays.</summary>
[Prunable]
public sealed partial class PartsModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 12, 3, padding: 1);
    private readonly Conv2d left = Conv2d(3, 4, 1);
    private readonly Conv2d right = Conv2d(3, 7, 1);
    private readonly Conv2d mixed = Conv2d(11, 8, 1);
    private readonly Conv2d tail = Conv2d(6, 8, 1);
    private readonly Conv2d last = Conv2d(8, 8, 1);
    private readonly Linear head = Linear(5, 4);

    public PartsModel() : base(nameof(PartsModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var parts = first.call(x).chunk(2, 1);
        var y = tail.call(parts[0] * functional.silu(parts[1]));
        var a = left.call(x);
        var b = right.call(x);
        var split = cat([a, b], 1).split([a.shape[1], b.shape[1]], 1);
        y = y + mixed.call(cat([functional.relu(split[1]), split[0].narrow(1, 0, a.shape[1])], 1));
        y = functional.relu(last.call(functional.relu(y)));
        y = y[.., 3.., 1..^1, TensorIndex.Slice(0, 6)];
        return head.call(y.select(2, 0).mean([2]));
    }
}

/// <summary>Sizes of images change, channels do not, unless they become positions.</summary>
[Prunable]
public sealed partial class ResizeModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 8, 3, stride: 2, padding: 1);
    private readonly Upsample up = Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false);
    private readonly Conv2d second = Conv2d(8, 12, 3);
    private readonly PixelShuffle shuffle = PixelShuffle(2);
    private readonly Conv2d third = Conv2d(3, 5, 3);
    private readonly PixelUnshuffle unshuffle = PixelUnshuffle(2);
    private readonly Conv2d fourth = Conv2d(20, 6, 1);
    private readonly Conv2d head = Conv2d(9, 4, 1);

    public ResizeModel() : base(nameof(ResizeModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = up.call(functional.relu(first.call(x)));
        x = functional.pad(x, (1, 1, 2, 0));
        x = functional.relu(shuffle.call(second.call(x)));
        x = fourth.call(functional.gelu(unshuffle.call(third.call(functional.pad(x, (1, 1, 1, 1), PaddingModes.Reflect)))));
        x = functional.interpolate(x, scale_factor: [2.0, 2.0], mode: InterpolationMode.Nearest);
        return head.call(functional.pad(x, [0, 0, 0, 0, 1, 2]));
    }
}

/// <summary>Copies beside each other and inside each other, tensors that are stacked and taken apart.</summary>
[Prunable]
public sealed partial class CopiesModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 6, 3);
    private readonly Conv2d repeated = Conv2d(12, 5, 1);
    private readonly Conv2d interleaved = Conv2d(15, 5, 1);
    private readonly Linear gate = Linear(5, 5);
    private readonly Linear head = Linear(5, 4);

    public CopiesModel() : base(nameof(CopiesModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = repeated.call(functional.relu(first.call(x)).repeat(1, 2, 1, 1));
        x = interleaved.call(functional.relu(x).repeat_interleave(3, 1));
        var pooled = x.mean([2, 3]);
        var both = stack([pooled, gate.call(pooled)], 1).roll(1, 1);
        var parts = both.unbind(1);
        var y = parts[0] * parts[1].unsqueeze(0).expand(1, -1, -1).squeeze(0);
        return head.call(y + 0 - pooled);
    }
}

/// <summary>What masks choose, larger and smaller ones, powers, norms and numbers on the left.</summary>
[Prunable]
public sealed partial class MasksModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 8, 3);
    private readonly Conv2d second = Conv2d(3, 8, 3);
    private readonly Conv2d gate = Conv2d(8, 8, 1);
    private readonly Conv2d third = Conv2d(8, 6, 1);
    private readonly Linear head = Linear(6, 4);

    public MasksModel() : base(nameof(MasksModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (a, b) = (first.call(x), second.call(x));
        var y = maximum(a, b) * (1 - sigmoid(gate.call(a))) + a.minimum(b);
        y = where(a > b, y, y * 0.5).masked_fill(b < 0, 0);
        y = a.where(y > 0, y) + addcmul(a, b, y, 0.25);
        y = y / (y.norm(1, keepdim: true) + 1) * (y.sum(1, keepdim: true) + 2);
        y = third.call(y.pow(2) - y.abs().sqrt());
        return head.call(y.norm(3).norm(2) + y.var([2, 3]) + y.std([2, 3]));
    }
}
