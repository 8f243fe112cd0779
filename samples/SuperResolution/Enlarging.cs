using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SuperResolution;

/// <summary>Pictures made smaller and larger.</summary>
public static class Enlarging
{
    /// <summary>Half as wide and high: each pixel is the mean of four.</summary>
    public static Tensor Shrink(Tensor large) => functional.avg_pool2d(large, Carn.Scale, Carn.Scale);

    /// <summary>Enlarged by a bicubic interpolation.</summary>
    public static Tensor Bicubic(Tensor small) => functional.interpolate(small, scale_factor: [Carn.Scale, Carn.Scale], mode: InterpolationMode.Bicubic, align_corners: false);

    /// <summary>Enlarged by a network, which says what the interpolation misses.</summary>
    public static Tensor By(Carn network, Tensor small) => Bicubic(small) + network.call(small);

    /// <summary>The mean peak signal-to-noise ratio over pictures that are shrunk and enlarged again, in decibels, over all pixels and colours.</summary>
    public static double Psnr(IReadOnlyList<Tensor> pictures, Func<Tensor, Tensor> enlarge)
    {
        using var noGrad = no_grad();
        return pictures.Average(picture =>
        {
            using var scope = NewDisposeScope();
            var large = picture.unsqueeze(0);
            var error = (enlarge(Shrink(large)).clamp(0, 1) - large).square().mean().item<float>();
            return -10 * Math.Log10(Math.Max(error, 1e-10));
        });
    }
}
