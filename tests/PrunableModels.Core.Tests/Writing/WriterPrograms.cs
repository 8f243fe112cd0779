namespace PrunableModels.Core.Tests;

/// <summary>Models with constant sizes, for the compact-class writer.</summary>
internal static class WriterPrograms
{
    public static readonly string ResNet = """
        class SmallResNet : ResNet {
          constructor() : base(2, 8, 10) {
          }
        }

        """ + Programs.ResNet;

    public const string Concatenation = """
        class Dense {
          field Module "stem" = new Conv2d(3, 8, 3, padding: 1)
          field Module "a" = new Conv2d(8, 6, kernel_size: [1, 3], padding: tuple(0, 1))
          field Module "norm" = new BatchNorm2d(14, momentum: 0.05)
          field Module "head" = new Conv2d(14, 4, 1)
          method forward(x) {
            x = call this.stem(x)
            y = functional.relu(call this.a(x))
            return call this.head(call this.norm(torch.cat([x, y], dim: 1)))
          }
        }
        """;

    public const string Depthwise = """
        class Mobile {
          field Module "features" = new Sequential(tuple("expand", new Conv2d(3, 8, 1, bias: false)), tuple("norm", new BatchNorm2d(8)), tuple("act", new ReLU6()), tuple("filter", new Conv2d(8, 8, 3, padding: 1, groups: 8, bias: false)))
          field Module "project" = new Conv2d(8, 4, 1)
          field Module "unused" = new Linear(4, 4)
          method forward(x) {
            x = functional.hardswish(call this.features(x))
            n = Tensor.size(x, 0)
            x = functional.adaptive_avg_pool2d(call this.project(x), output_size: 1)
            return Tensor.view(x, shape: [n, 4])
          }
        }
        """;

    public const string List = """
        class Stack {
          field Module "blocks"
          field Module "head" = new Linear(6, 2)
          constructor() {
            this.blocks = new ModuleList()
            do ModuleList.append(this.blocks, new Residual(4, 0.1))
            do ModuleList.append(this.blocks, new Residual(8, 0.2))
            do ModuleList.append(this.blocks, new Residual(8, 0.3))
          }
          method forward(x) {
            foreach block in this.blocks {
              x = call block(x)
            }
            return call this.head(x)
          }
        }
        class Residual {
          field Module "up"
          field Module "down"
          field Module "drop"
          constructor(width, p) {
            this.up = new Linear(6, width)
            this.down = new Linear(width, 6)
            this.drop = new Dropout(p)
          }
          method forward(input) {
            return input + ((call this.drop(call this.down(functional.silu(call this.up(input))))) * 0.5)
          }
        }
        """;
}
