using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Every way to fill a Sequential.</summary>
[Prunable]
public sealed partial class SequentialForms : Module<Tensor, Tensor>
{
    private readonly Sequential plain = Sequential(Linear(4, 5), ReLU());
    private readonly Sequential named = Sequential(("linear", Linear(5, 6)), ("relu", ReLU()));
    private readonly Sequential array;
    private readonly Sequential appended = Sequential();
    private readonly Sequential reused1;
    private readonly Sequential reused2;

    public SequentialForms() : base(nameof(SequentialForms))
    {
        var layers = new Module<Tensor, Tensor>[] { Linear(6, 7), ReLU() };
        array = Sequential(layers);
        appended.append(Linear(7, 8));
        appended.append("activation", ReLU()).append(Linear(8, 9));

        var list = new List<(string, Module<Tensor, Tensor>)>();
        list.Add(("fc", Linear(9, 10)));
        list.Add(("relu", ReLU()));
        reused1 = Sequential(list);
        list.Clear();
        list.Add(("out", Linear(10, 2)));
        reused2 = Sequential(list);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => reused2.call(reused1.call(appended.call(array.call(named.call(plain.call(x))))));
}
