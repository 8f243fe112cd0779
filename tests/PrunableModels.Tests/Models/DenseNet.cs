using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Dense connections: every layer reads the concatenation of all before it, in a loop over a module list.</summary>
internal sealed class DenseNet : TestModel
{
    private const string Text = """
        class PrunableModels.Tests.DenseNet {
          field Module "stem"
          field Module "layers"
          field Module "norm"
          field Module "head"
          method forward(x) {
            x = call this.stem(x)
            foreach layer in this.layers {
              x = torch.cat([x, functional.relu(call layer(x))], dim: 1)
            }
            x = functional.relu(call this.norm(x))
            x = functional.avg_pool2d(x, kernel_size: 4)
            return call this.head(Tensor.flatten(x, start_dim: 1))
          }
        }
        """;

    private readonly Conv2d stem = Conv2d(3, 8, 3, padding: 1);
    private readonly ModuleList<Conv2d> layers = new(Conv2d(8, 6, 3, padding: 1), Conv2d(14, 6, 3, padding: 1), Conv2d(20, 6, 3, padding: 1));
    private readonly BatchNorm2d norm = BatchNorm2d(26);
    private readonly Linear head = Linear(26 * 4 * 4, 5);

    public DenseNet() : base(nameof(DenseNet), Text) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = stem.call(x);
        foreach (var layer in layers)
        {
            x = cat([x, functional.relu(layer.call(x))], 1);
        }

        x = functional.relu(norm.call(x));
        x = functional.avg_pool2d(x, 4);
        return head.call(x.flatten(1));
    }
}
