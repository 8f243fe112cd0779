using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Normalisation by the root of the mean square, as users write it: eps and weight make up for the mean.</summary>
[Prunable]
internal sealed partial class RootMeanSquareModel : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(7, 12);
    private readonly RootMeanSquare norm = new(12, 0.1);
    private readonly Linear gate = Linear(12, 9);
    private readonly Linear back = Linear(9, 12);
    private readonly ByDivision last = new(12);
    private readonly Linear head = Linear(12, 4);

    public RootMeanSquareModel() : base(nameof(RootMeanSquareModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = first.call(x);
        x = x + back.call(functional.gelu(gate.call(norm.call(x))));
        return head.call(last.call(x));
    }

    private sealed class RootMeanSquare : Module<Tensor, Tensor>
    {
        private readonly double eps;
        private readonly Parameter weight;

        public RootMeanSquare(long width, double eps) : base(nameof(RootMeanSquare))
        {
            this.eps = eps;
            weight = Parameter(ones(width));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            using var scope = NewDisposeScope();
            var normal = x * rsqrt(x.pow(2).mean([-1], keepdim: true) + eps);
            return (weight * normal).MoveToOuterDisposeScope();
        }
    }

    private sealed class ByDivision : Module<Tensor, Tensor>
    {
        private readonly float epsilon = 0.05f;
        private readonly Parameter gain;

        public ByDivision(long width) : base(nameof(ByDivision))
        {
            gain = Parameter(ones(width));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x / torch.sqrt(x.square().mean([-1], keepdim: true) + epsilon) * gain;
    }
}

/// <summary>Means whose divisor nothing makes up for.</summary>
[Prunable]
internal sealed partial class CountedModel : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(7, 12);
    private readonly Linear second = Linear(7, 10);
    private readonly Linear third = Linear(7, 8);
    private readonly Parameter scale = Parameter(ones(8));
    private readonly double eps = 0.1;
    private readonly Linear fourth = Linear(7, 6);
    private readonly Linear head = Linear(6, 4);

    public CountedModel() : base(nameof(CountedModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var literal = first.call(x);
        literal = literal * rsqrt(literal.pow(2).mean([-1], keepdim: true) + 0.1);
        var returned = second.call(x).mean([-1], keepdim: true);
        var shared = third.call(x);
        shared = shared * rsqrt(shared.pow(2).mean([-1], keepdim: true) + eps) * scale + scale;
        var kept = fourth.call(x) * eps;
        return head.call(kept) + literal.sum([-1], keepdim: true) + returned + shared.sum([-1], keepdim: true);
    }
}

/// <summary>Readers of a constant, whose bias takes over what the removed structures would have added.</summary>
[Prunable]
internal sealed partial class ConstantModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 8, 3, padding: 1);
    private readonly Conv2d second = Conv2d(8, 6, 3);
    private readonly Conv2d padded = Conv2d(6, 5, 3, padding: 1);
    private readonly Conv2d plain = Conv2d(5, 7, 1, bias: false);
    private readonly Linear hidden = Linear(7, 9);
    private readonly Linear head = Linear(9, 4);

    public ConstantModel() : base(nameof(ConstantModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = sigmoid(first.call(x));
        x = sigmoid(second.call(x)) * 2 + 1;
        x = sigmoid(padded.call(x));
        x = functional.relu(plain.call(x)).mean([2, 3]);
        x = torch.exp(hidden.call(x)) - 3;
        return head.call(functional.relu(-1 * x));
    }
}

/// <summary>LayerNorms over pruned widths, where another module may take their place and where not.</summary>
[Prunable]
internal sealed partial class LayerNormModel : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(7, 12);
    private readonly Module<Tensor, Tensor> norm = LayerNorm(12, eps: 0.01);
    private readonly Sequential block = Sequential(Linear(12, 10), LayerNorm(10), GELU(), Linear(10, 12), LayerNorm(12, bias: false));
    private readonly Linear confined = Linear(12, 9);
    private readonly LayerNorm held = LayerNorm(9);
    private readonly Linear head = Linear(9, 4);

    public LayerNormModel() : base(nameof(LayerNormModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = first.call(x);
        x = x + block.call(norm.call(x));
        x = held.call(confined.call(x));
        return head.call(x);
    }
}

/// <summary>Attention that divides by the root of its width, which pruning changes: by default, as a size, and as a power of it.</summary>
[Prunable]
internal sealed partial class RootModel : Module<Tensor, Tensor>
{
    private readonly Linear query = Linear(7, 12);
    private readonly Linear key = Linear(7, 12);
    private readonly Linear value = Linear(7, 10);
    private readonly Linear second = Linear(10, 9, hasBias: false);
    private readonly Linear other = Linear(10, 9);
    private readonly Linear third = Linear(9, 16);
    private readonly Linear fourth = Linear(9, 16);
    private readonly Linear mixed = Linear(9, 24);
    private readonly Linear head = Linear(8, 4);

    public RootModel() : base(nameof(RootModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = x.view(3, 5, 7);
        x = functional.scaled_dot_product_attention(query.call(x), key.call(x), value.call(x));
        x = Written(second.call(x), other.call(x));
        var (b, t) = (x.shape[0], x.shape[1]);
        var q = Rotated(third.call(x)).view(b, t, 2, -1).transpose(1, 2);
        var k = Rotated(fourth.call(x)).view(b, t, 2, -1).transpose(1, 2);
        x = functional.softmax(q.matmul(k.transpose(-2, -1)) * (1.0 / Math.Sqrt(q.shape[^1])), -1).mean([1]).matmul(x);
        var parts = mixed.call(x).chunk(3, -1);
        return head.call(functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]));
    }

    private static Tensor Written(Tensor x, Tensor y)
    {
        var scores = x.matmul(y.transpose(-2, -1)) / Math.Sqrt(x.shape[^1]);
        return functional.softmax(scores, -1).matmul(y);
    }

    private static Tensor Rotated(Tensor x) => x + x.roll(1, 1);
}

/// <summary>A mean and a LayerNorm over channels and positions together, of which it is not known how many the input has.</summary>
[Prunable]
internal sealed partial class FlattenedModel : Module<Tensor, Tensor>
{
    private readonly Conv1d first = Conv1d(3, 6, 3, padding: 1);
    private readonly Module<Tensor, Tensor> norm = LayerNorm(42);
    private readonly Linear head = Linear(42, 4);

    public FlattenedModel() : base(nameof(FlattenedModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.gelu(first.call(x)).flatten(1);
        x = norm.call(x);
        return head.call(x * x.mean([1], keepdim: true));
    }
}
