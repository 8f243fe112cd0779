using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A list as input, as long as the caller likes.</summary>
[Prunable]
public sealed partial class IteratedList : Module<List<Tensor>, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public IteratedList() : base(nameof(IteratedList)) => RegisterComponents();

    public override Tensor forward(List<Tensor> images)
    {
        var outputs = new List<Tensor>();
        foreach (var image in images)
        {
            outputs.Add(conv.forward(image).relu().mean([2, 3]));
        }

        return head.forward(stack(outputs, 0).mean([0]));
    }
}
