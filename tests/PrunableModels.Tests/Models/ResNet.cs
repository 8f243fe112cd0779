using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>A residual network for small images: nested blocks, an optional shortcut, and field values that decide.</summary>
internal sealed class ResNet : TestModel
{
    private const string Text = """
        class PrunableModels.Tests.ResNet {
          field Module "stem"
          field Module "bn"
          field Module "stages"
          field Module "head"
          method forward(x) {
            x = functional.relu(call this.bn(call this.stem(x)))
            x = call this.stages(x)
            x = functional.adaptive_avg_pool2d(x, output_size: 1)
            return call this.head(Tensor.flatten(x, start_dim: 1))
          }
        }
        class "PrunableModels.Tests.ResNet+Block" {
          field Module "conv1"
          field Module "bn1"
          field Module "conv2"
          field Module "bn2"
          field Module "shortcut"
          field Scalar "activateLast"
          method forward(x) {
            y = functional.relu(call this.bn1(call this.conv1(x)))
            y = call this.bn2(call this.conv2(y))
            identity = (this.shortcut == null) ? x : (call this.shortcut(x))
            y = y + identity
            if this.activateLast {
              y = functional.relu(y)
            }
            return y
          }
        }
        """;

    private readonly Conv2d stem;
    private readonly BatchNorm2d bn;
    private readonly Sequential stages;
    private readonly Linear head;

    public ResNet(int blocks = 2, int width = 8, int classes = 10) : base(nameof(ResNet), Text)
    {
        stem = Conv2d(3, width, 3, padding: 1, bias: false);
        bn = BatchNorm2d(width);
        var list = new List<(string, Module<Tensor, Tensor>)>();
        var planes = width;
        for (var i = 0; i < 3 * blocks; i++)
        {
            var (stage, isFirst) = (i / blocks, i % blocks == 0);
            list.Add(($"stage{stage}_block{i % blocks}", new Block(planes, width << stage, isFirst && stage > 0 ? 2 : 1)));
            planes = width << stage;
        }

        stages = Sequential(list);
        head = Linear(planes, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(bn.call(stem.call(x)));
        x = stages.call(x);
        x = functional.adaptive_avg_pool2d(x, 1);
        return head.call(x.flatten(1));
    }

    protected override object? ReadField(object? owner, string field) => owner is Block block && field == "activateLast" ? block.ActivateLast : Pruning.Unreadable;

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn1;
        private readonly Conv2d conv2;
        private readonly BatchNorm2d bn2;
        private readonly Sequential? shortcut;

        public Block(int inPlanes, int planes, int stride) : base(nameof(Block))
        {
            conv1 = Conv2d(inPlanes, planes, 3, stride: stride, padding: 1, bias: false);
            bn1 = BatchNorm2d(planes);
            conv2 = Conv2d(planes, planes, 3, padding: 1, bias: false);
            bn2 = BatchNorm2d(planes);
            shortcut = stride != 1 || inPlanes != planes
                ? Sequential(("reduce", Conv2d(inPlanes, planes, 1, stride: stride, bias: false)), ("norm", BatchNorm2d(planes)))
                : null;
            RegisterComponents();
        }

        public bool ActivateLast { get; init; } = true;

        public override Tensor forward(Tensor x)
        {
            var y = functional.relu(bn1.call(conv1.call(x)));
            y = bn2.call(conv2.call(y));
            y += shortcut is null ? x : shortcut.call(x);
            return ActivateLast ? functional.relu(y) : y;
        }
    }
}
