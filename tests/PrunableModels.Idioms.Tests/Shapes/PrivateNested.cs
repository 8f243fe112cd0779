using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>Nested and private nested blocks with scalar fields, in two parts of one class, and a generic block.</summary>
[Prunable]
public sealed partial class PrivateNested : Module<Tensor, Tensor>
{
    private readonly Gate gate = new(0.3, 2);
    private readonly Normed<BatchNorm2d> normed = new(6, BatchNorm2d(5));
    private readonly Conv2d head = Conv2d(5, 2, 1);

    public PrivateNested() : base(nameof(PrivateNested)) => RegisterComponents();

    private sealed class Gate : Module<Tensor, Tensor>
    {
        private readonly double slope;
        private readonly int repeats;
        private readonly Conv2d conv = Conv2d(3, 6, 3, padding: 1);

        public Gate(double slope, int repeats) : base(nameof(Gate)) => (this.slope, this.repeats) = (slope, repeats);

        public override Tensor forward(Tensor x)
        {
            x = conv.call(x);
            for (var i = 0; i < repeats; i++)
            {
                x = leaky_relu(x, slope);
            }

            return x;
        }
    }
}

/// <summary>Any normalisation.</summary>
public sealed class Normed<TNorm> : Module<Tensor, Tensor>
    where TNorm : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly TNorm norm;

    public Normed(long inputs, TNorm norm) : base(nameof(Normed<TNorm>))
    {
        conv = Conv2d(inputs, 5, 3, padding: 1);
        this.norm = norm;
    }

    public override Tensor forward(Tensor x) => relu(norm.call(conv.call(x)));
}
