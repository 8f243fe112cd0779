using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Lists that are changed in every way, and their last elements.</summary>
[Prunable]
public sealed partial class ChangedLists : Module<Tensor, Tensor>
{
    private readonly Conv2d a = Conv2d(3, 4, 3);
    private readonly Conv2d b = Conv2d(3, 5, 3);
    private readonly Conv2d c = Conv2d(3, 6, 3);
    private readonly Linear head = Linear(4 + 5 + 6 + 4, 2);

    public ChangedLists() : base(nameof(ChangedLists)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        List<Tensor> list = [b.forward(x)];
        list.Insert(0, a.forward(x));
        list.AddRange(new[] { c.forward(x), x });
        list.RemoveAt(list.Count - 1);
        list[1] = list[1].relu();
        var copy = list.ToArray();
        Tensor[] joined = [.. copy, copy.First()];
        list.Add(list.Last() + list[^1]);
        list.Remove(list.Last());
        return head.forward(cat(joined.ToList(), dim: 1).relu().mean([2, 3]));
    }
}
