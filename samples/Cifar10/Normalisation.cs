using TorchSharp;
using static TorchSharp.torch;

namespace Cifar10;

/// <summary>Turns bytes into floats of mean 0 and deviation 1 in each channel.</summary>
internal sealed class Normalisation : IDisposable
{
    // Enough for three digits, and the floats of all images never exist at once.
    private const int Sample = 2000;

    private readonly Tensor mean;
    private readonly Tensor deviation;

    private Normalisation(Tensor mean, Tensor deviation) => (this.mean, this.deviation) = (mean, deviation);

    /// <summary>Takes mean and deviation from the first images of a training set.</summary>
    public static Normalisation Of(ImageSet train)
    {
        using var scope = NewDisposeScope();
        var sample = train.Images.narrow(0, 0, Math.Min(Sample, train.Count)).to_type(ScalarType.Float32);
        var mean = sample.mean([0, 2, 3], keepdim: true);
        var deviation = (sample - mean).square().mean([0, 2, 3], keepdim: true).sqrt().clamp_min(1);
        return new Normalisation(mean.DetachFromDisposeScope(), deviation.DetachFromDisposeScope());
    }

    public Tensor Apply(Tensor bytes) => bytes.to_type(ScalarType.Float32).sub_(mean).div_(deviation);

    public void Dispose()
    {
        mean.Dispose();
        deviation.Dispose();
    }
}
