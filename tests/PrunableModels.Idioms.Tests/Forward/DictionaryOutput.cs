using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A dictionary of results, filled by an initialiser and by keys.</summary>
[Prunable]
public sealed partial class DictionaryOutput : Module<Tensor, Dictionary<string, Tensor>>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear mean = Linear(8, 2);
    private readonly Linear variance = Linear(8, 2);

    public DictionaryOutput() : base(nameof(DictionaryOutput)) => RegisterComponents();

    public override Dictionary<string, Tensor> forward(Tensor x)
    {
        var y = conv.forward(x).relu().mean([2, 3]);
        var parts = new Dictionary<string, Tensor> { ["y"] = y, ["zero"] = y * 0 };
        var result = new Dictionary<string, Tensor> { { "mean", mean.forward(parts["y"]) } };
        result["variance"] = variance.forward(parts["y"] + parts["zero"]);
        return result;
    }
}
