using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OperatorErasing;

/// <summary>
/// The StackedUnets of OTOv3, operator by operator as published: a U-Net that pools and one that strides read the image, and a classifier
/// reads their sum. Widths are not published; these come to the published 184 million multiply-adds, and 115 without what was erased.
/// </summary>
[Prunable]
public sealed partial class StackedUnets : Module<Tensor, Tensor>
{
    private readonly PooledUnet pooled;
    private readonly StridedUnet strided;
    private readonly Linear classifier;

    /// <param name="pooledWidths">The widths of the first U-Net: at full size, at a half and a quarter of it, at the bottom.</param>
    /// <param name="stridedWidths">Those of the second.</param>
    /// <param name="features">How many channels the classifier reads.</param>
    /// <param name="classes">How many classes there are.</param>
    public StackedUnets(long[]? pooledWidths = null, long[]? stridedWidths = null, long features = 128, int classes = 10) : base(nameof(StackedUnets))
    {
        pooled = new PooledUnet(pooledWidths ?? [32, 96, 256], features);
        strided = new StridedUnet(stridedWidths ?? [32, 48, 64], features);
        classifier = Linear(features, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = pooled.call(x) + strided.call(x);
        x = functional.adaptive_avg_pool2d(x, 1).squeeze(-1).squeeze(-1);
        return classifier.call(x);
    }

    private static Conv2d Conv(long input, long output, long stride = 1, bool bias = true) => Conv2d(input, output, 3, stride: stride, padding: 1, bias: bias);

    private static Upsample Double() => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest);

    private sealed class PooledUnet : Module<Tensor, Tensor>
    {
        private readonly Sequential stem;
        private readonly Sequential down1;
        private readonly Sequential down2;
        private readonly Sequential bottom;
        private readonly Upsample up2 = Double();
        private readonly Sequential up1;
        private readonly Sequential last;

        public PooledUnet(long[] widths, long output) : base(nameof(PooledUnet))
        {
            var (wide, half, deep) = (widths[0], widths[1], widths[2]);
            stem = Sequential(Conv(3, wide, bias: false), BatchNorm2d(wide), ReLU(), Conv(wide, wide));
            down1 = Sequential(MaxPool2d(2), Conv(wide, half), ReLU(), Conv(half, half), ReLU(), BatchNorm2d(half));
            down2 = Sequential(MaxPool2d(2), Conv(half, half), Conv(half, half));
            bottom = Sequential(MaxPool2d(2), Conv(half, deep), Conv(deep, half), Double());
            up1 = Sequential(Conv(half, half), Conv(half, wide, bias: false), BatchNorm2d(wide), ReLU(), Double());
            last = Sequential(ReLU(), Conv(wide, output), ReLU(), BatchNorm2d(output));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var whole = stem.call(x);
            var half = down1.call(whole);
            var quarter = down2.call(half);
            quarter = quarter + bottom.call(quarter);
            half = half + up2.call(quarter);
            return last.call(whole + up1.call(half));
        }
    }

    private sealed class StridedUnet : Module<Tensor, Tensor>
    {
        private readonly Sequential stem;
        private readonly Sequential down1;
        private readonly Sequential down2;
        private readonly Sequential bottom;
        private readonly Upsample up2 = Double();
        private readonly Sequential up1;
        private readonly Sequential last;

        public StridedUnet(long[] widths, long output) : base(nameof(StridedUnet))
        {
            var (wide, half, deep) = (widths[0], widths[1], widths[2]);
            stem = Sequential(Conv(3, wide, bias: false), BatchNorm2d(wide), ReLU());
            down1 = Sequential(Conv(wide, half, stride: 2), Conv(half, half), ReLU());
            down2 = Sequential(Conv(half, half, stride: 2), ReLU(), BatchNorm2d(half), Conv(half, half), Conv(half, half));
            bottom = Sequential(Conv(half, deep, stride: 2), Conv(deep, deep), Conv(deep, half), Double());
            up1 = Sequential(Conv(half, half), Conv(half, wide, bias: false), BatchNorm2d(wide), ReLU(), Double());
            last = Sequential(ReLU(), Conv(wide, output), ReLU(), BatchNorm2d(output));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var whole = stem.call(x);
            var half = down1.call(whole);
            var quarter = down2.call(half);
            quarter = quarter + bottom.call(quarter);
            half = half + up2.call(quarter);
            return last.call(whole + up1.call(half));
        }
    }
}
