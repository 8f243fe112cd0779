using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// A module without parameters whose result is multiplied by a number, so that it can be erased. To everybody who looks at the model it is
/// the module that it holds; neither of its parts is registered.
/// </summary>
internal sealed class Gate : nn.Module<Tensor, Tensor>
{
    // TorchSharp registers what fields of its own types hold.
    private readonly (nn.Module<Tensor, Tensor> Inner, Parameter Factor)[] parts;

    public Gate(nn.Module<Tensor, Tensor> inner, Device device, ScalarType type)
        : base(nameof(Gate)) => parts = [(inner, nn.Parameter(ones(1, dtype: type, device: device).DetachFromDisposeScope()))];

    /// <summary>The module.</summary>
    public nn.Module<Tensor, Tensor> Inner => parts[0].Inner;

    /// <summary>The number, shape <c>[1]</c>.</summary>
    public Parameter Factor => parts[0].Factor;

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return (Inner.call(x) * Factor).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void train(bool on = true)
    {
        base.train(on);
        Inner.train(on);
    }
}
