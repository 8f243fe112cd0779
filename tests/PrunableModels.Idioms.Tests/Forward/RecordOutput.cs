using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A record of results, made of the parts of another.</summary>
[Prunable]
public sealed partial class RecordOutput : Module<Tensor, Prediction>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public RecordOutput() : base(nameof(RecordOutput)) => RegisterComponents();

    public override Prediction forward(Tensor x)
    {
        var features = new Features { Map = conv.forward(x).relu(), Count = 1 };
        features.Pooled = features.Map.mean([2, 3]);
        var made = new Prediction(head.forward(features.Pooled), Scores: null);
        return made with { Scores = made.Logits.softmax(-1) };
    }
}

/// <summary>What a model says of an image.</summary>
public sealed record Prediction(Tensor Logits, Tensor? Scores);

internal sealed class Features
{
    public required Tensor Map { get; init; }

    public Tensor? Pooled { get; set; }

    public int Count;
}
