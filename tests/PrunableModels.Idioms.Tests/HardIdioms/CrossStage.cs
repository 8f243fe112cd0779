using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.HardIdioms;

/// <summary>Halves of a convolution, blocks that each read the last, and a join of all of them.</summary>
[Prunable]
public sealed partial class CrossStage : Module<Tensor, Tensor>
{
    private readonly Conv2d cv1;
    private readonly Conv2d cv2;
    private readonly ModuleList<Module<Tensor, Tensor>> m = ModuleList<Module<Tensor, Tensor>>();
    private readonly Linear head = Linear(6, 2);

    public CrossStage(int n) : base(nameof(CrossStage))
    {
        const int c = 4;
        cv1 = Conv2d(3, 2 * c, 1);
        cv2 = Conv2d((2 + n) * c, 6, 1);
        for (var i = 0; i < n; i++)
        {
            m.Add(Conv2d(c, c, 3, padding: 1));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = cv1.forward(x).relu().chunk(2, 1).ToList();
        for (var i = 0; i < m.Count; i++)
        {
            y.Add(m[i].forward(y.Last()));
        }

        return head.forward(cv2.forward(cat(y.ToArray(), 1)).relu().mean([2, 3]));
    }
}
