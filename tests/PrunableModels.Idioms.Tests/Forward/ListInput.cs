using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A list of tensors as input, with as many as the caller has.</summary>
[Prunable]
public sealed partial class ListInput : Module<List<Tensor>, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public ListInput() : base(nameof(ListInput)) => RegisterComponents();

    public override Tensor forward(List<Tensor> images)
    {
        var y = conv.forward(images[0]) + conv.forward(images[1]);
        return head.forward(y.relu().mean([2, 3]));
    }
}
