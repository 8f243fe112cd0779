using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>A convolution that is flattened: every channel has a run of columns in the head.</summary>
internal sealed class Classifier : TestModel
{
    private const string Text = """
        class PrunableModels.Tests.Classifier {
          field Module "conv1"
          field Module "bn1"
          field Module "head"
          method forward(x) {
            x = functional.relu(call this.bn1(call this.conv1(x)))
            x = functional.max_pool2d(x, kernel_size: 2)
            return call this.head(Tensor.flatten(x, start_dim: 1))
          }
        }
        """;

    private readonly Conv2d conv1 = Conv2d(3, 64, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(64);
    private readonly Linear head = Linear(64 * 16 * 16, 10);

    public Classifier() : base(nameof(Classifier), Text) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(bn1.call(conv1.call(x)));
        x = functional.max_pool2d(x, 2);
        return head.call(x.flatten(1));
    }
}
