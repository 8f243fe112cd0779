using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// A <see cref="LayerNorm"/> of which positions were removed. They held zero and go on counting in mean and variance, so that what is
/// left stays what it was: compaction puts it in the place of the LayerNorm, with the same parameters.
/// </summary>
/// <remarks>Takes a tensor of shape <c>[..., Left]</c> and returns one of the same shape.</remarks>
public sealed class NarrowedLayerNorm : nn.Module<Tensor, Tensor>
{
    /// <summary>What the module does as a program, for the class that a compact model is written as.</summary>
    internal const string Program =
        """
        class PrunableModels.NarrowedLayerNorm {
          field Tensor "weight"
          field Tensor "bias"
          field Scalar "width"
          field Scalar "left"
          field Scalar "eps"
          method forward(x) {
            padded = functional.pad(input: x, pad: [0, this.width - this.left])
            normalized = functional.layer_norm(input: padded, normalized_shape: [this.width], eps: this.eps)
            scaled = Tensor.narrow(normalized, dim: -1, start: 0, length: this.left) * this.weight
            return this.bias == null ? scaled : (scaled + this.bias)
          }
        }

        """;

    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly double eps;

    /// <summary>Takes over from a layer, which has no parameters from then on.</summary>
    internal NarrowedLayerNorm(LayerNorm norm)
        : base(nameof(NarrowedLayerNorm))
    {
        (weight, bias, eps) = (norm.weight, norm.bias, norm.eps);
        Width = norm.normalized_shape[^1];
        RegisterComponents();
        (WeightOf(norm), BiasOf(norm)) = (null, null);
    }

    /// <summary>The width over which mean and variance are taken.</summary>
    public long Width { get; }

    /// <summary>How many positions are left.</summary>
    public long Left => weight.shape[0];

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var padded = nn.functional.pad(x, [0, Width - Left]);
        var scaled = nn.functional.layer_norm(padded, [Width], eps: eps).narrow(-1, 0, Left) * weight;
        return (bias is null ? scaled : scaled.Plus(bias)).MoveToOuterDisposeScope();
    }

    /// <summary>Gives the parameters back to the layer.</summary>
    internal void GiveBack(LayerNorm norm) => (WeightOf(norm), BiasOf(norm)) = (weight, bias);

    /// <summary>A number by the name that it has in the program and among the arguments of a LayerNorm.</summary>
    internal object? Read(string name) => name switch
    {
        "width" => Width,
        "left" => Left,
        "eps" => eps,
        _ => Pruning.Unreadable,
    };

    // A layer that is collected frees its parameters, so it must not hold those that are in use.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_weight")]
    private static extern ref Parameter? WeightOf(LayerNorm norm);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_bias")]
    private static extern ref Parameter? BiasOf(LayerNorm norm);
}
