using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Layers made by a method of the class, by one of a static class, in a lambda, and with LINQ.</summary>
[Prunable]
public sealed partial class HelpersThatBuild : Module<Tensor, Tensor>
{
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly Linear head;
    private int width = 3;

    public HelpersThatBuild() : base(nameof(HelpersThatBuild))
    {
        layer1 = _make_layer(5, 2);
        layer2 = Layers.Block(width, 6);
        Func<long, long, Module<Tensor, Tensor>> make = (a, b) => Conv1d(a, b, 1);
        layer3 = Sequential(make(6, 7), ReLU());
        layer4 = Sequential(Enumerable.Range(0, 2).Select(i => make(7 + i, 8 + i)).Append(ReLU()).Concat([Conv1d(9, 9, 1)]).ToArray());
        head = Linear(9, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(layer4.call(layer3.call(layer2.call(layer1.call(x)))).mean([2]));

    private Sequential _make_layer(int planes, int blocks)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        for (var i = 0; i < blocks; i++)
        {
            layers.Add(Conv1d(width, planes, 1));
            layers.Add(ReLU());
            width = planes;
        }

        return Sequential(layers);
    }

    private static class Layers
    {
        public static Sequential Block(long inputs, long outputs) => Sequential(Conv1d(inputs, outputs, 1), BatchNorm1d(outputs), ReLU());
    }
}
