using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Layers.Shared;

/// <summary>A base class for models of another assembly.</summary>
[Prunable]
public abstract partial class HeadedModel : Module<Tensor, Tensor>
{
    /// <summary>What comes first.</summary>
    protected readonly Conv2d stem;
    private readonly Linear head;
    private readonly bool usesMean;

    /// <summary>Makes the parts that all such models have.</summary>
    protected HeadedModel(long width, long features, bool usesMean) : base(nameof(HeadedModel))
    {
        stem = Conv2d(3, width, 3, padding: 1);
        head = Linear(features, 2);
        this.usesMean = usesMean;
        Slope = 0.1;
    }

    /// <summary>How steep activations are below zero.</summary>
    protected double Slope { get; }

    /// <summary>Whether that is more than a little.</summary>
    protected bool IsSteep => Slope > 0.05;

    /// <summary>An activation.</summary>
    protected static Tensor Activate(Tensor x, double slope) => leaky_relu(x, slope);

    /// <summary>What is between the stem and the head.</summary>
    protected abstract Tensor Features(Tensor x);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = Features(relu(stem.call(x)));
        return head.call(usesMean ? x.mean([2L, 3L]) : x.sum([2L, 3L]));
    }
}
