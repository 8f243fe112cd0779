using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Results by key, where they are there.</summary>
[Prunable]
public sealed partial class LookedUp : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);
    private readonly Linear side = Linear(8, 2);

    public LookedUp() : base(nameof(LookedUp)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var results = new Dictionary<string, Tensor> { ["features"] = conv.forward(x).relu().mean([2, 3]) };
        if (results.TryGetValue("features", out var features))
        {
            results["logits"] = head.forward(features);
        }

        return results.TryGetValue("skip", out var skip) ? results["logits"] + skip : results["logits"] + side.forward(results["features"]);
    }
}
