using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>The decoupled head of YOLOv8: boxes as distributions over distances, and classes, on every level.</summary>
internal sealed class YoloV8Head : Module<Tensor[], Tensor>
{
    private const int Bins = 16;

    private readonly int classes;
    private readonly ModuleList<Sequential> cv2 = new();
    private readonly ModuleList<Sequential> cv3 = new();
    private readonly Conv2d dfl = Conv2d(Bins, 1, 1, bias: false);

    public YoloV8Head(int classes, int[] channels)
        : base(nameof(YoloV8Head))
    {
        this.classes = classes;
        var boxWidth = Math.Max(Math.Max(16, channels[0] / 4), Bins * 4);
        var classWidth = Math.Max(channels[0], Math.Min(classes, 100));
        foreach (var width in channels)
        {
            cv2.Add(Sequential(new YoloConvolution(width, boxWidth, 3), new YoloConvolution(boxWidth, boxWidth, 3), Conv2d(boxWidth, 4 * Bins, 1)));
            cv3.Add(Sequential(new YoloConvolution(width, classWidth, 3), new YoloConvolution(classWidth, classWidth, 3), Conv2d(classWidth, classes, 1)));
        }

        using (no_grad())
        {
            dfl.weight!.copy_(arange(Bins).view(1, Bins, 1, 1));
        }

        dfl.weight.requires_grad_(false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor[] levels)
    {
        var batch = levels[0].shape[0];
        var maps = new List<Tensor>();
        var anchors = new List<Tensor>();
        var strides = new List<Tensor>();
        for (var i = 0; i < levels.Length; i++)
        {
            var map = cat([cv2[i].forward(levels[i]), cv3[i].forward(levels[i])], 1);
            maps.Add(map.view(batch, classes + (4 * Bins), -1));
            var points = Points(map);
            anchors.Add(points);
            strides.Add(full_like(points.narrow(0, 0, 1), 8 << i));
        }

        var parts = cat(maps.ToArray(), 2).split([4 * Bins, classes], 1);
        var distances = Distances(parts[0]);
        var centre = cat(anchors.ToArray(), 1).unsqueeze(0);
        var sides = distances.chunk(2, 1);
        var (low, high) = (centre - sides[0], centre + sides[1]);
        var scale = cat(strides.ToArray(), 1);
        return cat([cat([(low + high) / 2, high - low], 1) * scale, parts[1].sigmoid()], 1);
    }

    // The middle of every cell, x above y.
    private static Tensor Points(Tensor map)
    {
        var (height, width) = (map.shape[2], map.shape[3]);
        var x = arange(width, dtype: map.dtype, device: map.device) + 0.5;
        var y = arange(height, dtype: map.dtype, device: map.device) + 0.5;
        return stack([x.unsqueeze(0).expand(height, width).flatten(), y.unsqueeze(1).expand(height, width).flatten()], 0);
    }

    // The mean of the distribution over the bins.
    private Tensor Distances(Tensor x)
    {
        var (batch, anchors) = (x.shape[0], x.shape[2]);
        return dfl.forward(x.view(batch, 4, Bins, anchors).transpose(1, 2).softmax(1)).view(batch, 4, anchors);
    }
}
