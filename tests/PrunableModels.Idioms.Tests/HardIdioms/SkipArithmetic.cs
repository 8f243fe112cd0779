using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.HardIdioms;

/// <summary>A decoder that finds its skips by arithmetic on the loop's variable.</summary>
[Prunable]
public sealed partial class SkipArithmetic : Module<Tensor, Tensor>
{
    private readonly ModuleList<Conv2d> convs = ModuleList<Conv2d>(Conv2d(3, 4, 3, padding: 1), Conv2d(4, 5, 3, padding: 1), Conv2d(5, 6, 3, padding: 1), Conv2d(12, 7, 3, padding: 1), Conv2d(12, 8, 3, padding: 1));
    private readonly Linear head = Linear(12, 2);

    public SkipArithmetic() : base(nameof(SkipArithmetic)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var skips = new List<Tensor>();
        for (var i = 0; i < 3; i++)
        {
            x = convs[i].forward(x).relu();
            skips.Add(x);
        }

        for (var i = 3; i < 6; i++)
        {
            x = cat([x, skips[2 - (i - 3)]], 1);
            if (i < 5)
            {
                x = convs[i].forward(x).relu();
            }
        }

        return head.forward(x.mean([2, 3]));
    }
}
