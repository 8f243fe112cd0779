using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>YOLOv8 for detection: C2f blocks, and a head without anchors that gives boxes as distributions of distances; size n unless told otherwise.</summary>
[Prunable]
public sealed partial class YoloV8 : Module<Tensor, Tensor>
{
    private readonly Sequential stage3;
    private readonly Sequential stage4;
    private readonly Sequential stage5;
    private readonly Module<Tensor, Tensor> up = Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest);
    private readonly YoloC2f top4;
    private readonly YoloC2f top3;
    private readonly YoloConvolution down3;
    private readonly YoloC2f bottom4;
    private readonly YoloConvolution down4;
    private readonly YoloC2f bottom5;
    private readonly YoloV8Head detect;

    public YoloV8(double depth = 0.33, double width = 0.25, int classes = 80)
        : base(nameof(YoloV8))
    {
        int C(int channels) => YoloConvolution.Scaled(channels, width);
        int N(int count) => YoloConvolution.Repeats(count, depth);
        stage3 = Sequential(
            new YoloConvolution(3, C(64), 3, 2),
            new YoloConvolution(C(64), C(128), 3, 2),
            new YoloC2f(C(128), C(128), N(3), true),
            new YoloConvolution(C(128), C(256), 3, 2),
            new YoloC2f(C(256), C(256), N(6), true));
        stage4 = Sequential(new YoloConvolution(C(256), C(512), 3, 2), new YoloC2f(C(512), C(512), N(6), true));
        stage5 = Sequential(
            new YoloConvolution(C(512), C(1024), 3, 2),
            new YoloC2f(C(1024), C(1024), N(3), true),
            new YoloPyramidPooling(C(1024), C(1024)));
        top4 = new(C(1024) + C(512), C(512), N(3));
        top3 = new(C(512) + C(256), C(256), N(3));
        down3 = new(C(256), C(256), 3, 2);
        bottom4 = new(C(256) + C(512), C(512), N(3));
        down4 = new(C(512), C(512), 3, 2);
        bottom5 = new(C(512) + C(1024), C(1024), N(3));
        detect = new(classes, [C(256), C(512), C(1024)]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var p3 = stage3.forward(x);
        var p4 = stage4.forward(p3);
        var p5 = stage5.forward(p4);
        var h4 = top4.forward(cat([up.forward(p5), p4], 1));
        var small = top3.forward(cat([up.forward(h4), p3], 1));
        var medium = bottom4.forward(cat([down3.forward(small), h4], 1));
        var large = bottom5.forward(cat([down4.forward(medium), p5], 1));
        return detect.forward([small, medium, large]);
    }
}

/// <summary>A convolution in two halves, one of which runs through bottlenecks; the halves and what every bottleneck gives are concatenated.</summary>
internal sealed class YoloC2f : Module<Tensor, Tensor>
{
    private readonly YoloConvolution cv1;
    private readonly YoloConvolution cv2;
    private readonly ModuleList<YoloBottleneck> m = new();

    public YoloC2f(int inputs, int outputs, int count, bool shortcut = false)
        : base(nameof(YoloC2f))
    {
        var hidden = outputs / 2;
        cv1 = new(inputs, 2 * hidden);
        cv2 = new((2 + count) * hidden, outputs);
        for (var i = 0; i < count; i++)
        {
            m.Add(new YoloBottleneck(hidden, hidden, shortcut, 3, 1.0));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = cv1.forward(x).chunk(2, 1).ToList();
        for (var i = 0; i < m.Count; i++)
        {
            y.Add(m[i].forward(y.Last()));
        }

        return cv2.forward(cat(y.ToArray(), 1));
    }
}
