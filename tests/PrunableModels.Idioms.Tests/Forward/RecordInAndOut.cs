using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A record in, a record out.</summary>
[Prunable]
public sealed partial class RecordInAndOut : Module<WeightedImages, WeightedLogits>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public RecordInAndOut() : base(nameof(RecordInAndOut)) => RegisterComponents();

    public override WeightedLogits forward(WeightedImages batch)
    {
        var y = conv.forward(batch.Images).relu().mean([2, 3]);
        return new(head.forward(y) * batch.Weights, batch.Weights);
    }
}

/// <summary>Images and a weight for each pixel.</summary>
public sealed record WeightedImages(Tensor Images, Tensor Weights);

/// <summary>Logits, and the weights that they were computed with.</summary>
public sealed record WeightedLogits(Tensor Logits, Tensor Weights);
