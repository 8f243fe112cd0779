using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Branches that share layers, and are then added in one place and concatenated in another.</summary>
[Prunable]
public sealed partial class WeightSharing2 : Module<Tensor, Tensor>
{
    private readonly Conv2d fine = Conv2d(3, 12, 3, padding: 1);
    private readonly Conv2d coarse = Conv2d(3, 12, 5, padding: 2);
    private readonly Sequential shared = Sequential(Conv2d(12, 18, 3, padding: 1, bias: false), BatchNorm2d(18), ReLU());
    private readonly Conv2d tower = Conv2d(18, 14, 3, padding: 1);
    private readonly Conv2d merge = Conv2d(46, 20, 1);
    private readonly Linear head = Linear(20, 10);

    public WeightSharing2() : base(nameof(WeightSharing2)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var a = shared.call(functional.relu(fine.call(x)));
        var b = shared.call(functional.relu(coarse.call(x)));
        var added = functional.relu(a + b);
        var joined = cat([tower.call(a), tower.call(b), added], 1);
        return head.call(functional.relu(merge.call(joined)).mean([2, 3]));
    }
}
