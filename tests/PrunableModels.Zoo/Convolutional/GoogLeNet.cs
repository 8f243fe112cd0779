using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>GoogLeNet (Szegedy et al. 2015), with batch normalisation, and auxiliary classifiers while it trains.</summary>
[Prunable]
public sealed partial class GoogLeNet : Module<Tensor, (Tensor, Tensor, Tensor)>
{
    /// <summary>The widths of an inception block: 1x1; 3x3 reduced and full; 5x5 reduced and full; after pooling.</summary>
    public readonly record struct Widths(long Single, long Reduced3, long Full3, long Reduced5, long Full5, long Pooled)
    {
        /// <summary>How many channels the block returns.</summary>
        public long Output => Single + Full3 + Full5 + Pooled;
    }

    /// <summary>The nine blocks.</summary>
    public static readonly Widths[] Published =
    [
        new(64, 96, 128, 16, 32, 32), new(128, 128, 192, 32, 96, 64),
        new(192, 96, 208, 16, 48, 64), new(160, 112, 224, 24, 64, 64), new(128, 128, 256, 24, 64, 64), new(112, 144, 288, 32, 64, 64), new(256, 160, 320, 32, 128, 128),
        new(256, 160, 320, 32, 128, 128), new(384, 192, 384, 48, 128, 128),
    ];

    private readonly BasicConv conv1;
    private readonly BasicConv conv2;
    private readonly BasicConv conv3;
    private readonly MaxPool2d halve = MaxPool2d(3, stride: 2, ceil_mode: true);
    private readonly Inception inception3a, inception3b;
    private readonly Inception inception4a, inception4b, inception4c, inception4d, inception4e;
    private readonly Inception inception5a, inception5b;
    private readonly Auxiliary? aux1;
    private readonly Auxiliary? aux2;
    private readonly Dropout dropout = Dropout(0.2);
    private readonly Linear fc;

    public GoogLeNet(Widths[]? widths = null, long stem = 64, long second = 192, bool auxiliary = false, int classes = 1000) : base(nameof(GoogLeNet))
    {
        var w = widths ?? Published;
        conv1 = new BasicConv(3, stem, 7, stride: 2, padding: 3);
        conv2 = new BasicConv(stem, stem, 1);
        conv3 = new BasicConv(stem, second, 3, padding: 1);
        inception3a = new Inception(second, w[0]);
        inception3b = new Inception(w[0].Output, w[1]);
        inception4a = new Inception(w[1].Output, w[2]);
        inception4b = new Inception(w[2].Output, w[3]);
        inception4c = new Inception(w[3].Output, w[4]);
        inception4d = new Inception(w[4].Output, w[5]);
        inception4e = new Inception(w[5].Output, w[6]);
        inception5a = new Inception(w[6].Output, w[7]);
        inception5b = new Inception(w[7].Output, w[8]);
        if (auxiliary)
        {
            aux1 = new Auxiliary(w[2].Output, classes);
            aux2 = new Auxiliary(w[5].Output, classes);
        }

        fc = Linear(w[8].Output, classes);
        RegisterComponents();
    }

    public override (Tensor, Tensor, Tensor) forward(Tensor x)
    {
        x = halve.call(conv1.call(x));
        x = halve.call(conv3.call(conv2.call(x)));
        x = halve.call(inception3b.call(inception3a.call(x)));
        x = inception4a.call(x);
        var first = aux1 is null ? x.new_zeros(1) : aux1.call(x);
        x = inception4d.call(inception4c.call(inception4b.call(x)));
        var second = aux2 is null ? x.new_zeros(1) : aux2.call(x);
        x = functional.max_pool2d(inception4e.call(x), 2, stride: 2, ceil_mode: true);
        x = inception5b.call(inception5a.call(x));
        x = functional.adaptive_avg_pool2d(x, 1).flatten(1);
        return (fc.call(dropout.call(x)), first, second);
    }

    private sealed class BasicConv : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv;
        private readonly BatchNorm2d bn;

        public BasicConv(long input, long output, long kernel, long stride = 1, long padding = 0) : base(nameof(BasicConv))
        {
            conv = Conv2d(input, output, kernel, stride: stride, padding: padding, bias: false);
            bn = BatchNorm2d(output, eps: 0.001);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(bn.call(conv.call(x)), inplace: true);
    }

    private sealed class Inception : Module<Tensor, Tensor>
    {
        private readonly BasicConv branch1;
        private readonly Sequential branch2;
        private readonly Sequential branch3;
        private readonly Sequential branch4;

        public Inception(long input, Widths widths) : base(nameof(Inception))
        {
            branch1 = new BasicConv(input, widths.Single, 1);
            branch2 = Sequential(new BasicConv(input, widths.Reduced3, 1), new BasicConv(widths.Reduced3, widths.Full3, 3, padding: 1));
            branch3 = Sequential(new BasicConv(input, widths.Reduced5, 1), new BasicConv(widths.Reduced5, widths.Full5, 3, padding: 1));
            branch4 = Sequential(MaxPool2d(3, stride: 1, padding: 1, ceil_mode: true), new BasicConv(input, widths.Pooled, 1));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            Tensor[] branches = [branch1.call(x), branch2.call(x), branch3.call(x), branch4.call(x)];
            return cat(branches, 1);
        }
    }

    private sealed class Auxiliary : Module<Tensor, Tensor>
    {
        private readonly BasicConv conv;
        private readonly Linear fc1;
        private readonly Linear fc2;

        public Auxiliary(long input, int classes) : base(nameof(Auxiliary))
        {
            conv = new BasicConv(input, 128, 1);
            fc1 = Linear(128 * 4 * 4, 1024);
            fc2 = Linear(1024, classes);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = conv.call(functional.adaptive_avg_pool2d(x, 4));
            x = functional.relu(fc1.call(x.flatten(1)));
            return fc2.call(functional.dropout(x, 0.7, training));
        }
    }
}
