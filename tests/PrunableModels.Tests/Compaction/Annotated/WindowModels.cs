using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Padding layers, shuffled channels, windows taken apart and put together, and angles.</summary>
[Prunable]
public sealed partial class WindowModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 12, 3);
    private readonly ZeroPad2d zeros = ZeroPad2d((1, 2, 0, 1));
    private readonly ChannelShuffle shuffle = ChannelShuffle(3);
    private readonly Conv2d second = Conv2d(12, 8, 3);
    private readonly ReflectionPad2d mirror = ReflectionPad2d(1);
    private readonly Unfold unfold = Unfold(2, stride: 2);
    private readonly Fold fold = Fold(6, 2, stride: 2);
    private readonly Conv2d third = Conv2d(8, 7, 1);
    private readonly LPPool2d pool = LPPool2d(2, 2);
    private readonly Conv2d left = Conv2d(7, 5, 1);
    private readonly Conv2d right = Conv2d(7, 5, 1);
    private readonly CosineSimilarity similarity = CosineSimilarity(1);

    public WindowModel() : base(nameof(WindowModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = shuffle.call(zeros.call(functional.relu(first.call(x))));
        x = fold.call(unfold.call(mirror.call(functional.relu(second.call(x)))[.., .., ..6, ..6]));
        x = pool.call(functional.gelu(third.call(x), TorchSharp.Modules.GELU.Approximate.tanh));
        return similarity.call(left.call(x), right.call(x));
    }
}
