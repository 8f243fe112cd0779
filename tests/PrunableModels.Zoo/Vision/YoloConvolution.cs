using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Convolution, batch normalisation and SiLU, of which the YOLO family is made.</summary>
internal sealed class YoloConvolution : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d bn;
    private readonly Module<Tensor, Tensor> act;

    public YoloConvolution(int inputs, int outputs, int kernel = 1, int stride = 1, int? padding = null, bool activates = true)
        : base(nameof(YoloConvolution))
    {
        conv = Conv2d(inputs, outputs, kernel, stride, padding ?? kernel / 2, bias: false);
        bn = BatchNorm2d(outputs, eps: 1e-3, momentum: 0.03);
        act = activates ? SiLU() : Identity();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => act.forward(bn.forward(conv.forward(x)));

    /// <summary>A width, scaled and rounded up to a multiple of 8.</summary>
    public static int Scaled(int channels, double width) => (int)Math.Ceiling(channels * width / 8) * 8;

    /// <summary>A depth, scaled, at least 1.</summary>
    public static int Repeats(int count, double depth) => Math.Max((int)Math.Round(count * depth), 1);
}

/// <summary>Two convolutions with a sum around them.</summary>
internal sealed class YoloBottleneck : Module<Tensor, Tensor>
{
    private readonly YoloConvolution cv1;
    private readonly YoloConvolution cv2;
    private readonly bool add;

    public YoloBottleneck(int inputs, int outputs, bool shortcut, int kernel, double expansion)
        : base(nameof(YoloBottleneck))
    {
        var hidden = (int)(outputs * expansion);
        cv1 = new(inputs, hidden, kernel);
        cv2 = new(hidden, outputs, 3);
        add = shortcut && inputs == outputs;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => add ? x + cv2.forward(cv1.forward(x)) : cv2.forward(cv1.forward(x));
}

/// <summary>Spatial pyramid pooling by one pooling layer used three times (SPPF).</summary>
internal sealed class YoloPyramidPooling : Module<Tensor, Tensor>
{
    private readonly YoloConvolution cv1;
    private readonly YoloConvolution cv2;
    private readonly MaxPool2d pool;

    public YoloPyramidPooling(int inputs, int outputs, int kernel = 5)
        : base(nameof(YoloPyramidPooling))
    {
        cv1 = new(inputs, inputs / 2);
        cv2 = new(inputs / 2 * 4, outputs);
        pool = MaxPool2d(kernel, 1, kernel / 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = cv1.forward(x);
        var y1 = pool.forward(x);
        var y2 = pool.forward(y1);
        return cv2.forward(cat([x, y1, y2, pool.forward(y2)], 1));
    }
}
