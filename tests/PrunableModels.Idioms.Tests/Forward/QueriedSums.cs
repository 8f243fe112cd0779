using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Sums and pairs by queries.</summary>
[Prunable]
public sealed partial class QueriedSums : Module<Tensor, Tensor>
{
    private readonly ModuleList<Conv2d> branches = ModuleList<Conv2d>(Conv2d(3, 4, 3), Conv2d(3, 4, 3), Conv2d(3, 4, 3));
    private readonly Linear head = Linear(4, 2);

    public QueriedSums() : base(nameof(QueriedSums)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var chosen = branches.Where((b, i) => i != 1).ToList();
        var outputs = chosen.Select(b => b.forward(x)).Append(branches[1].forward(x)).ToList();
        var sum = outputs.Zip(new[] { 1.0, 2.0, 3.0 }, (o, w) => o * w).Aggregate((a, b) => a + b);
        sum = sum + outputs.First(o => o.dim() == 4) + outputs.ElementAt(1) + outputs.AsEnumerable().Reverse().First();
        sum = sum * (outputs.Sum(o => o.dim()) / outputs.Count);
        foreach (var (o, i) in outputs.Select((o, i) => (o, i)))
        {
            sum = sum + o * i;
        }

        return head.forward(sum.relu().mean([2, 3]));
    }
}
