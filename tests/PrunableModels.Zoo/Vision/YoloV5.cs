using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>YOLOv5 for detection: C3 blocks, pyramid pooling, a path aggregation neck and three heads; size s unless told otherwise.</summary>
[Prunable]
public sealed partial class YoloV5 : Module<Tensor, (Tensor Small, Tensor Medium, Tensor Large)>
{
    private const int Anchors = 3;

    private readonly int values;
    private readonly Sequential stage2;
    private readonly Sequential stage3;
    private readonly Sequential stage4;
    private readonly Sequential stage5;
    private readonly YoloConvolution lateral5;
    private readonly YoloConvolution lateral4;
    private readonly Upsample up = Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest);
    private readonly C3 top4;
    private readonly C3 top3;
    private readonly YoloConvolution down3;
    private readonly C3 bottom4;
    private readonly YoloConvolution down4;
    private readonly C3 bottom5;
    private readonly ModuleList<Conv2d> detect = new();

    public YoloV5(double depth = 0.33, double width = 0.5, int classes = 80)
        : base(nameof(YoloV5))
    {
        int C(int channels) => YoloConvolution.Scaled(channels, width);
        int N(int count) => YoloConvolution.Repeats(count, depth);
        values = classes + 5;
        stage2 = Sequential(
            new YoloConvolution(3, C(64), 6, 2, 2),
            new YoloConvolution(C(64), C(128), 3, 2),
            new C3(C(128), C(128), N(3)));
        stage3 = Sequential(new YoloConvolution(C(128), C(256), 3, 2), new C3(C(256), C(256), N(6)));
        stage4 = Sequential(new YoloConvolution(C(256), C(512), 3, 2), new C3(C(512), C(512), N(9)));
        stage5 = Sequential(
            new YoloConvolution(C(512), C(1024), 3, 2),
            new C3(C(1024), C(1024), N(3)),
            new YoloPyramidPooling(C(1024), C(1024)));
        lateral5 = new(C(1024), C(512));
        top4 = new(2 * C(512), C(512), N(3), shortcut: false);
        lateral4 = new(C(512), C(256));
        top3 = new(2 * C(256), C(256), N(3), shortcut: false);
        down3 = new(C(256), C(256), 3, 2);
        bottom4 = new(2 * C(256), C(512), N(3), shortcut: false);
        down4 = new(C(512), C(512), 3, 2);
        bottom5 = new(2 * C(512), C(1024), N(3), shortcut: false);
        foreach (var channels in new[] { C(256), C(512), C(1024) })
        {
            detect.Add(Conv2d(channels, Anchors * values, 1));
        }

        RegisterComponents();
    }

    public override (Tensor Small, Tensor Medium, Tensor Large) forward(Tensor x)
    {
        var p3 = stage3.forward(stage2.forward(x));
        var p4 = stage4.forward(p3);
        var h5 = lateral5.forward(stage5.forward(p4));
        var h4 = lateral4.forward(top4.forward(cat([up.forward(h5), p4], 1)));
        var small = top3.forward(cat([up.forward(h4), p3], 1));
        var medium = bottom4.forward(cat([down3.forward(small), h4], 1));
        var large = bottom5.forward(cat([down4.forward(medium), h5], 1));
        return (Head(small, 0), Head(medium, 1), Head(large, 2));
    }

    private Tensor Head(Tensor x, int level)
    {
        var y = detect[level].forward(x);
        var (batch, height, width) = (y.shape[0], y.shape[2], y.shape[3]);
        return y.view(batch, Anchors, values, height, width).permute(0, 1, 3, 4, 2).contiguous();
    }

    private sealed class C3 : Module<Tensor, Tensor>
    {
        private readonly YoloConvolution cv1;
        private readonly YoloConvolution cv2;
        private readonly YoloConvolution cv3;
        private readonly Sequential m;

        public C3(int inputs, int outputs, int count, bool shortcut = true)
            : base(nameof(C3))
        {
            var hidden = outputs / 2;
            cv1 = new(inputs, hidden);
            cv2 = new(inputs, hidden);
            cv3 = new(2 * hidden, outputs);
            m = Sequential(Enumerable.Range(0, count).Select(_ => new YoloBottleneck(hidden, hidden, shortcut, 1, 1.0)).ToArray());
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => cv3.forward(cat([m.forward(cv1.forward(x)), cv2.forward(x)], 1));
    }
}
