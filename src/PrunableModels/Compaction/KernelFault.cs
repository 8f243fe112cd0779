using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// A convolution that torch itself computes wrongly on this machine. The oneDNN 3.7 in torch 2.10 mistakes the layout of weights on
/// some processors where a layer has more than 16 input channels and no multiple of 16, widths as pruning makes them.
/// </summary>
/// <param name="Layer">The layer's path.</param>
/// <param name="Shape">The shape of its weight.</param>
/// <param name="Difference">How far the result in 32 bits is from that in 64, as a share of the largest value.</param>
internal sealed record KernelFault(string Layer, string Shape, double Difference)
{
    private const int Batch = 2;
    private const double Rounding = 1e-3;

    /// <summary>The first convolution whose results in 32 and in 64 bits have nothing to do with each other, or null.</summary>
    public static KernelFault? Find(LiveModel model) => model.Modules
        .Where(m => m.Module is Convolution)
        .SelectMany(m => m.Module.named_parameters(recurse: false).Where(p => p.parameter is { dtype: ScalarType.Float32, shape.Length: >= 3 }).Select(p => Of(m.Path, p.parameter)))
        .FirstOrDefault(fault => !(fault.Difference <= Rounding));

    private static KernelFault Of(string layer, Tensor weight)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var shape = weight.shape;
        long[] inputShape = [Batch, shape[1], .. shape[2..].Select(k => k + 1)];
        var input = TensorNumbers.Range(0, inputShape.Aggregate(1L, (a, b) => a * b), weight.device).sin().reshape(inputShape);
        var (difference, largest) = ModelRun.Compare([Convolve(input.to(ScalarType.Float64), weight.to(ScalarType.Float64))], [Convolve(input.to(ScalarType.Float32), weight)]);

        // Weights that are no numbers are no fault of torch.
        return new(layer, string.Join(" x ", shape), double.IsFinite(largest) && largest > 0 ? difference / largest : 0);
    }

    private static Tensor Convolve(Tensor input, Tensor weight) => input.dim() switch
    {
        3 => nn.functional.conv1d(input, weight),
        4 => nn.functional.conv2d(input, weight),
        _ => nn.functional.conv3d(input, weight),
    };
}
