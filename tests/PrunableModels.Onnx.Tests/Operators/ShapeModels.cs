using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Onnx.Tests;

/// <summary>The same elements with other axes.</summary>
[Prunable]
public sealed partial class ShapeFunctions : Module<Tensor, Tensor[]>
{
    private readonly ChannelShuffle shuffle = ChannelShuffle(2);

    public ShapeFunctions() : base(nameof(ShapeFunctions)) => RegisterComponents();

    public override Tensor[] forward(Tensor x)
    {
        var (batch, channels) = (x.shape[0], x.shape[1]);
        return
        [
            x.flatten(1), x.flatten(2, 3), x.view(-1, 4, 24), x.view(batch, channels, -1), x.reshape(batch * channels, 4, 6), x.reshape(batch, 2, channels / 2, 24), x.unflatten(1, [2, 2]),
            x.permute(0, 2, 3, 1), x.transpose(1, 2), x.transpose(-1, -2), x.swapaxes(0, 1), x.movedim([1], [3]), x.unsqueeze(1), x.unsqueeze(-1), x.mean([1], true).squeeze(1), x.view(batch, 4, 1, 24).squeeze(2),
            torch.cat([x, x * 2], 1), torch.cat([x, x], -1), torch.stack([x, x + 1], 1), functional.pixel_shuffle(x, 2), functional.pixel_unshuffle(x, 2), shuffle.call(x),
            x.contiguous().view(batch, 4, 4, 6) * 1, x.view_as(x) * 1, x.swapdims(1, 3), x.moveaxis([2], [1]), x[0, 0].T, x.mT,
        ];
    }
}

/// <summary>Parts of a tensor.</summary>
[Prunable]
public sealed partial class PartFunctions : Module<Tensor, Tensor[]>
{
    public PartFunctions() : base(nameof(PartFunctions)) => RegisterComponents();

    public override Tensor[] forward(Tensor x)
    {
        var halves = x.chunk(2, 1);
        var parts = x.split([1, 3], 1);
        var rows = x.split(2, 2);
        var single = x.unbind(1);
        var positions = torch.tensor(new long[] { 2, 0, 1 });
        return
        [
            halves[0], halves[1], parts[0], parts[1], rows[0], rows[1], single[2], x.narrow(2, 1, 2), x.narrow(3, -2, 2), x.select(1, 3), x.select(-1, -2), x.slice(3, 1, 6, 2), x.slice(2, 0, 3, 1),
            x[.., 1], x[.., 1..3], x[.., .., ..^1], x[.., .., 1..^1, 2..], x[.., ^1], x[0], x[.., 0, .., 2], x[TensorIndex.Ellipsis, 1], x[TensorIndex.Colon, TensorIndex.None, 2], x[TensorIndex.Colon, TensorIndex.Slice(0, 4, 2)],
            x.index_select(1, positions), x[TensorIndex.Colon, TensorIndex.Tensor(positions)], x.tensor_split(2, 1)[1], x.gather(1, (x * 0).@long() + 1),
        ];
    }
}

/// <summary>Copies, padding and other resolutions.</summary>
[Prunable]
public sealed partial class CopyFunctions : Module<Tensor, Tensor[]>
{
    private readonly ReflectionPad2d reflection = ReflectionPad2d((1, 2, 0, 1));
    private readonly ReplicationPad2d replication = ReplicationPad2d(1);
    private readonly ConstantPad2d constant = ConstantPad2d((1, 0, 2, 1), 0.5);
    private readonly ZeroPad2d zero = ZeroPad2d(2);
    private readonly ConstantPad1d constant1 = ConstantPad1d(2, 0.5);
    private readonly ConstantPad3d constant3 = ConstantPad3d(1, 0.5);
    private readonly ReflectionPad1d reflection1 = ReflectionPad1d(2);
    private readonly ReflectionPad3d reflection3 = ReflectionPad3d(1);
    private readonly ReplicationPad1d replication1 = ReplicationPad1d(2);
    private readonly ReplicationPad3d replication3 = ReplicationPad3d(1);
    private readonly Upsample nearest = Upsample(scale_factor: [2, 2]);
    private readonly Upsample bilinear = Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear);
    private readonly Upsample corners = Upsample(size: [7, 9], mode: UpsampleMode.Bilinear, align_corners: true);

    public CopyFunctions() : base(nameof(CopyFunctions)) => RegisterComponents();

    public override Tensor[] forward(Tensor x) =>
    [
        x.repeat(1, 2, 1, 1), x.repeat(2, 1, 1, 1, 3), x.tile([2]), x.repeat_interleave(2, 1), x.mean([1], true).expand(-1, 5, -1, -1), x.mean([1], true).expand_as(x),
        functional.pad(x, [1, 2]), functional.pad(x, [0, 0, 2, 1], PaddingModes.Constant, 1.5), functional.pad(x, [1, 1, 1, 1], PaddingModes.Reflect), functional.pad(x, [1, 2, 0, 1], PaddingModes.Replicate), functional.pad(x, [-1, 0]),
        reflection.call(x), replication.call(x), constant.call(x), zero.call(x), nearest.call(x), bilinear.call(x), corners.call(x),
        functional.interpolate(x, size: [8, 3]), functional.interpolate(x, scale_factor: [1.5, 2.0], mode: InterpolationMode.Bilinear), functional.interpolate(x, size: [5, 9], mode: InterpolationMode.Bicubic),
        x.roll([1], [2]), x.roll([-1, 2], [2, 3]), x.flip(1, 3), x.triu(1), x.tril(-1), x.tril(),
        x[.., 0].broadcast_to(x.shape[0], 4, 6), constant1.call(x.flatten(2)), reflection1.call(x.flatten(2)), replication1.call(x.flatten(2)),
        constant3.call(x.unsqueeze(2)), reflection3.call(x.view(-1, 2, 2, 4, 6)), replication3.call(x.unsqueeze(2)),
    ];
}

/// <summary>Tensors that are made while the model runs.</summary>
[Prunable]
public sealed partial class SourceFunctions : Module<Tensor, Tensor[]>
{
    private readonly Tensor[] held = [torch.tensor(new float[] { 1, -2, 3, 0.5f, 2, 4 })];

    public SourceFunctions() : base(nameof(SourceFunctions)) => RegisterComponents();

    public override Tensor[] forward(Tensor x) =>
    [
        x + torch.arange(6), x + torch.arange(0, 12, 2), x * torch.arange(6, dtype: x.dtype), x + torch.zeros(4, 6), x + torch.ones(6), x + torch.full([6], 2.5), x * torch.zeros_like(x), x + torch.ones_like(x), x + torch.full_like(x, 3),
        x + x.new_zeros(6), x + torch.tensor(new float[] { 1, 2, 3, 4, 5, 6 }), torch.cat([torch.zeros(x.shape[0], 1, 4, 6), x], 1), x * held[0], x * held[0] + held[0], x + torch.arange(x.shape[2]).unsqueeze(-1),
        x + x.new_ones(6), x + x.new_full(6, 2.5), x + x.clone().zero_(), x + x.clone().fill_(3), x.clone().copy_(x[.., .., 0].unsqueeze(2)),
    ];
}
