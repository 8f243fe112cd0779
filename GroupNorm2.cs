using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Normalisation by groups after a concatenation: groups that fit the parts, and groups that reach over their border.</summary>
[Prunable]
public sealed partial class GroupNorm2 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 18, 3, padding: 1);
    private readonly Conv2d left = Conv2d(18, 8, 1);
    private readonly Conv2d right = Conv2d(18, 16, 3, padding: 1);
    private readonly GroupNorm fits = GroupNorm(6, 24);
    private readonly Conv2d first = Conv2d(24, 10, 1);
    private readonly Conv2d second = Conv2d(24, 14, 3, padding: 1);
    private readonly GroupNorm crosses = GroupNorm(4, 24);
    private readonly Linear head = Linear(24, 7);

    public GroupNorm2() : base(nameof(GroupNorm2)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        x = functional.relu(fits.call(cat([left.call(x), right.call(x)], 1)));
        x = functional.relu(crosses.call(cat([first.call(x), second.call(x)], 1)));
        return head.call(x.mean([2, 3]));
    }
}
