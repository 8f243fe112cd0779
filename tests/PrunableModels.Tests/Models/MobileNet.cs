using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Inverted residuals: expand, filter depth-wise, project; the second filter has two outputs a channel.</summary>
internal sealed class MobileNet : TestModel
{
    private const string Text = """
        class PrunableModels.Tests.MobileNet {
          field Module "stem"
          field Module "block"
          field Module "filter"
          field Module "mix"
          field Module "head"
          method forward(x) {
            x = functional.relu6(call this.stem(x))
            x = x + (call this.block(x))
            x = call this.mix(functional.relu6(call this.filter(x)))
            x = functional.adaptive_avg_pool2d(x, output_size: [1, 1])
            return call this.head(Tensor.flatten(x, start_dim: 1))
          }
        }
        """;

    private readonly Conv2d stem = Conv2d(3, 8, 3, stride: 2, padding: 1);
    private readonly Sequential block = Sequential(
        Conv2d(8, 24, 1, bias: false), BatchNorm2d(24), ReLU6(),
        Conv2d(24, 24, 3, padding: 1, groups: 24, bias: false), BatchNorm2d(24), ReLU6(),
        Conv2d(24, 8, 1, bias: false), BatchNorm2d(8));
    private readonly Conv2d filter = Conv2d(8, 16, 3, padding: 1, groups: 8);
    private readonly Conv2d mix = Conv2d(16, 12, 1);
    private readonly Linear head = Linear(12, 5);

    public MobileNet() : base(nameof(MobileNet), Text) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu6(stem.call(x));
        x += block.call(x);
        x = mix.call(functional.relu6(filter.call(x)));
        x = functional.adaptive_avg_pool2d(x, [1, 1]);
        return head.call(x.flatten(1));
    }
}
