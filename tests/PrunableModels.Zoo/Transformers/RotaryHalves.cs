using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Rotary positions on [batch, heads, time, width]: the first half of a head is turned with the second.</summary>
public sealed class RotaryHalves : Module<Tensor, Tensor>
{
    private readonly Tensor cos;
    private readonly Tensor sin;

    public RotaryHalves(long headDim, int length, double theta = 10_000)
        : base(nameof(RotaryHalves))
    {
        var exponents = arange(0, headDim, 2, ScalarType.Float32) / headDim;
        var frequencies = (exponents * -Math.Log(theta)).exp();
        var angles = outer(arange(length, ScalarType.Float32), frequencies);
        cos = angles.cos();
        sin = angles.sin();
        register_buffer("cos", cos);
        register_buffer("sin", sin);
    }

    public override Tensor forward(Tensor x)
    {
        var length = (int)x.shape[2];
        var (c, s) = (cos[..length], sin[..length]);
        var halves = x.chunk(2, -1);
        var (first, second) = (halves[0], halves[1]);
        return cat([(first * c) - (second * s), (second * c) + (first * s)], -1);
    }
}
