using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>The weight and bias with which a layer does the work of the batch normalisation after it as well, of the layer's own type.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Bias">The bias.</param>
internal sealed record FoldedWeights(Tensor Weight, Tensor Bias)
{
    /// <summary>Computed in 64 bits: in evaluation a normalisation is x · scale + shift.</summary>
    public static FoldedWeights Of(nn.Module layer, BatchNorm norm)
    {
        var scale = Double(norm.running_var!).Plus(norm.eps).sqrt().reciprocal();
        scale = norm.weight is { } gain ? scale * Double(gain) : scale;
        var shift = Double(norm.running_mean!).neg() * scale;
        shift = norm.bias is { } offset ? shift.Plus(Double(offset)) : shift;

        var (weight, bias) = Parameters(layer);
        var folded = Double(weight) * Outputs(layer, scale, weight);
        return new(folded.to(weight.dtype), (bias is null ? shift : (Double(bias) * scale).Plus(shift)).to(weight.dtype));
    }

    /// <summary>The parameters of a convolution or linear layer.</summary>
    public static (Parameter Weight, Parameter? Bias) Parameters(nn.Module layer) => layer is Linear linear
        ? (linear.weight!, linear.bias)
        : (((Convolution)layer).weight, ((Convolution)layer).bias);

    /// <summary>Gives a convolution or linear layer a bias, or takes it.</summary>
    public static void SetBias(nn.Module layer, Parameter? bias)
    {
        if (layer is Linear linear)
        {
            linear.bias = bias;
        }
        else
        {
            ((Convolution)layer).bias = bias;
        }
    }

    /// <summary>One number for each output, in the shape in which it multiplies the weight.</summary>
    private static Tensor Outputs(nn.Module layer, Tensor numbers, Tensor weight)
    {
        // Transposed, the weight has the inputs first and the outputs of one group after them; the rows of a group follow one another.
        var rows = layer is ConvolutionTranspose { groups: var groups }
            ? numbers.view(groups, -1).repeat_interleave(weight.shape[0] / groups, 0)
            : numbers.unsqueeze(1);
        return rows.view([.. rows.shape, .. Enumerable.Repeat(1L, (int)weight.dim() - 2)]);
    }

    private static Tensor Double(Tensor tensor) => tensor.to(ScalarType.Float64);
}
