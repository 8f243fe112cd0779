using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>Widths and kernels come as a list of tuples.</summary>
[Prunable]
public sealed partial class TupleListParameter : Module<Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly Linear head;

    public TupleListParameter((int Channels, int Kernel)[] stages, int classes = 2) : base(nameof(TupleListParameter))
    {
        features = Sequential();
        var before = 3;
        foreach (var (channels, kernel) in stages)
        {
            features.append(Conv2d(before, channels, kernel, padding: kernel / 2));
            features.append(ReLU());
            before = channels;
        }

        head = Linear(stages[^1].Channels, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(functional.adaptive_avg_pool2d(features.call(x), 1).flatten(1));
}
