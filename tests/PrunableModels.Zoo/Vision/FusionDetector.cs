using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A single-shot detector for pairs of colour and thermal images: two backbones, fused by gates on two levels, and boxes and scores of every anchor.</summary>
[Prunable]
public sealed partial class FusionDetector : Module<Tensor, Tensor, (Tensor Boxes, Tensor Scores)>
{
    private readonly int classes;
    private readonly Sequential colour1;
    private readonly Sequential colour2;
    private readonly Sequential thermal1;
    private readonly Sequential thermal2;
    private readonly Gate fuse1;
    private readonly Gate fuse2;
    private readonly Sequential extra;
    private readonly ModuleList<Conv2d> boxes = new();
    private readonly ModuleList<Conv2d> scores = new();

    public FusionDetector(int width = 64, int anchors = 6, int classes = 21)
        : base(nameof(FusionDetector))
    {
        this.classes = classes;
        colour1 = Stage(3, width, 2 * width);
        colour2 = Stage(2 * width, 4 * width, 4 * width);
        thermal1 = Stage(1, width / 2, 2 * width);
        thermal2 = Stage(2 * width, 2 * width, 4 * width);
        fuse1 = new(2 * width);
        fuse2 = new(4 * width);
        extra = Stage(4 * width, 2 * width, 3 * width);
        foreach (var channels in new[] { 2 * width, 4 * width, 3 * width })
        {
            boxes.Add(Conv2d(channels, anchors * 4, 3, padding: 1));
            scores.Add(Conv2d(channels, anchors * classes, 3, padding: 1));
        }

        RegisterComponents();
    }

    public override (Tensor Boxes, Tensor Scores) forward(Tensor colour, Tensor thermal)
    {
        using var scope = NewDisposeScope();
        var (c1, t1) = (colour1.call(colour), thermal1.call(thermal));
        var (c2, t2) = (colour2.call(c1), thermal2.call(t1));
        var deep = fuse2.call(c2, t2);
        Tensor[] levels = [fuse1.call(c1, t1), deep, extra.call(deep)];
        var located = cat(boxes.Zip(levels, (conv, level) => PerAnchor(conv.call(level), 4)).ToArray(), 1);
        var scored = cat(scores.Zip(levels, (conv, level) => PerAnchor(conv.call(level), classes)).ToArray(), 1);
        return (located.MoveToOuterDisposeScope(), functional.softmax(scored, -1).MoveToOuterDisposeScope());
    }

    private static Tensor PerAnchor(Tensor map, long values) => map.permute(0, 2, 3, 1).reshape(map.shape[0], -1, values);

    private static Sequential Stage(long inputs, long hidden, long outputs) => Sequential(
        Conv2d(inputs, hidden, 3, padding: 1, bias: false), BatchNorm2d(hidden), ReLU(),
        Conv2d(hidden, outputs, 3, padding: 1, bias: false), BatchNorm2d(outputs), ReLU(),
        MaxPool2d(2));

    // How much of each image is taken, channel by channel.
    private sealed class Gate : Module<Tensor, Tensor, Tensor>
    {
        private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);
        private readonly Conv2d squeeze;
        private readonly Conv2d excite;

        public Gate(long width)
            : base(nameof(Gate))
        {
            squeeze = Conv2d(2 * width, width / 4, 1);
            excite = Conv2d(width / 4, width, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor a, Tensor b)
        {
            var gate = sigmoid(excite.call(functional.relu(squeeze.call(pool.call(cat([a, b], 1))))));
            return (gate * a) + ((1 - gate) * b);
        }
    }
}
