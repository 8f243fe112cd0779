using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>ConvMixer (Trockman and Kolter 2022): patches, then depth-wise convolutions with a residual, and point-wise ones.</summary>
[Prunable]
public sealed partial class ConvMixer : Module<Tensor, Tensor>
{
    private readonly Sequential stem;
    private readonly ModuleList<Mixer> mixers = new();
    private readonly Linear head;

    public ConvMixer(long width = 768, int depth = 32, long kernel = 7, long patch = 7, int classes = 1000) : base(nameof(ConvMixer))
    {
        stem = Sequential(Conv2d(3, width, patch, stride: patch), GELU(), BatchNorm2d(width));
        for (var i = 0; i < depth; i++)
        {
            mixers.Add(new Mixer(width, kernel));
        }

        head = Linear(width, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = stem.call(x);
        foreach (var mixer in mixers)
        {
            x = mixer.call(x);
        }

        return head.call(x.mean([-1, -2]));
    }

    private sealed class Mixer : Module<Tensor, Tensor>
    {
        private readonly Sequential spatial;
        private readonly Sequential channel;

        public Mixer(long width, long kernel) : base(nameof(Mixer))
        {
            spatial = Sequential(Conv2d(width, width, kernel, padding: kernel / 2, groups: width), GELU(), BatchNorm2d(width));
            channel = Sequential(Conv2d(width, width, 1), GELU(), BatchNorm2d(width));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => channel.call(x + spatial.call(x));
    }
}
