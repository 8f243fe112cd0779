using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A list of feature maps as result: each is the model's output.</summary>
[Prunable]
public sealed partial class ListOutput : Module<Tensor, List<Tensor>>
{
    private readonly Conv2d stem = Conv2d(3, 8, 3);
    private readonly ModuleList<Conv2d> stages = ModuleList<Conv2d>(Conv2d(8, 6, 3), Conv2d(6, 4, 3));

    public ListOutput() : base(nameof(ListOutput)) => RegisterComponents();

    public override List<Tensor> forward(Tensor x)
    {
        var outputs = new List<Tensor>();
        x = stem.forward(x).relu();
        foreach (var stage in stages)
        {
            x = stage.forward(x).relu();
            outputs.Add(x);
        }

        return outputs;
    }
}
