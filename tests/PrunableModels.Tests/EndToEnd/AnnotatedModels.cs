using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Closed: every width is a literal, so the compiler knows all that linking knows.</summary>
[Prunable]
public sealed partial class AnnotatedClassifier : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 16, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(16);
    private readonly Conv2d conv2 = Conv2d(16, 8, 1);
    private readonly Linear head = Linear((16 + 8) * 4 * 4, 10);

    public AnnotatedClassifier() : base(nameof(AnnotatedClassifier)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(bn1.call(conv1.call(x)));
        x = functional.max_pool2d(x, 2);
        return head.call(cat([x, functional.relu(conv2.call(x))], 1).flatten(1));
    }
}

/// <summary>Its forward depends on fields of a private block, which only generated code can read.</summary>
[Prunable]
public sealed partial class AnnotatedSwitches : Module<Tensor, Tensor>
{
    private readonly Block first;
    private readonly Block second;
    private readonly Linear head = Linear(8, 3);

    public AnnotatedSwitches() : base(nameof(AnnotatedSwitches))
    {
        first = new Block(5, activation: "gelu", repeats: 2);
        second = new Block(8, activation: "relu", repeats: 0);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(second.call(first.call(x)));

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly string activation;
        private readonly int repeats;
        private readonly Linear entry;
        private readonly Linear body = Linear(8, 8);

        public Block(int width, string activation, int repeats) : base(nameof(Block))
        {
            (this.activation, this.repeats) = (activation, repeats);
            entry = Linear(width, 8);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = entry.call(x);
            for (var i = 0; i < repeats; i++)
            {
                x = x + body.call(x);
            }

            return activation == "gelu" ? functional.gelu(x) : functional.relu(x);
        }
    }
}
