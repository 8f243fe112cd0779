using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Two branches that are concatenated, then normalised as one.</summary>
[Prunable]
public sealed partial class Concatenation1 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 16, 3, padding: 1);
    private readonly Conv2d left = Conv2d(16, 12, 3, padding: 1);
    private readonly Conv2d right = Conv2d(16, 20, 1);
    private readonly BatchNorm2d norm = BatchNorm2d(32);
    private readonly Conv2d merge = Conv2d(32, 24, 3, padding: 1);
    private readonly Linear head = Linear(24, 10);

    public Concatenation1() : base(nameof(Concatenation1)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        x = functional.relu(norm.call(cat([left.call(x), right.call(x)], 1)));
        x = functional.relu(merge.call(x));
        return head.call(x.mean([2, 3]));
    }
}
