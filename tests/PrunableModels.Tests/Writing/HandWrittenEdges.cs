using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>The rarer programs of the writer's tests, written as a user writes models.</summary>
internal static class HandWrittenEdges
{
    internal sealed class Pair : Module<Tensor, Tensor, (Tensor, Tensor)>
    {
        private readonly Linear shared = Linear(6, 6);
        private readonly Split split = new();

        public Pair()
            : base(nameof(Pair)) => RegisterComponents();

        public override (Tensor, Tensor) forward(Tensor left, Tensor right)
        {
            var b = shared.call(right);
            var (a, c) = split.call(shared.call(left), b);
            return (-a / 2, (c - (a + b)) * b);
        }
    }

    internal sealed class Split : Module<Tensor, Tensor, (Tensor, Tensor)>
    {
        private readonly Linear up = Linear(6, 6);

        public Split()
            : base(nameof(Split)) => RegisterComponents();

        public override (Tensor, Tensor) forward(Tensor first, Tensor second) => (up.call(first), torch.sigmoid(second));
    }

    internal sealed class InPlace : Module<Tensor, Tensor>
    {
        private readonly Linear fc = Linear(6, 6);
        private readonly ReLU act = ReLU(inplace: true);

        public InPlace()
            : base(nameof(InPlace)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            var y = fc.call(x);
            var z = act.call(y);
            z = z.mul(2);
            z.add_(y);
            return functional.dropout(z + y, 0.25, training);
        }
    }

    internal sealed class Numbers : Module<Tensor, Tensor>
    {
        private readonly Scale first = new(0.5, 4);
        private readonly Scale second = new(0.25, 3);
        private readonly Sequential layers = Sequential(
            Conv2d(4, 4, 3, padding: Padding.Same, padding_mode: PaddingModes.Reflect),
            AvgPool2d(2, stride: 1, padding: 1),
            MaxPool2d((2, 1)),
            AdaptiveMaxPool2d([6, 4]),
            LeakyReLU(0.2),
            Sequential(ReLU(inplace: true), GELU()));

        public Numbers()
            : base(nameof(Numbers)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            x = layers.call(second.call(first.call(x)));
            var shape = x.shape;
            x = x.permute(0, 2, 3, 1).reshape(shape[0], shape[2] * shape[3], 4);
            return x.transpose(1, 2).mean([2], keepdim: true);
        }
    }

    internal sealed class Scale : Module<Tensor, Tensor>
    {
        private readonly double factor;
        private readonly Conv2d mix;

        public Scale(double factor, int kernel)
            : base(nameof(Scale))
        {
            this.factor = factor;
            mix = Conv2d(4, 4, kernel, padding: kernel / 2);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => mix.call(x) * factor;
    }

    internal sealed class Tree : Module<Tensor, Tensor>
    {
        private readonly Linear @params = Linear(6, 6);
        private readonly Node inner = new(2);
        private readonly Sequential chain = Sequential(Identity(), Linear(6, 6), new Norm());

        public Tree()
            : base(nameof(Tree)) => RegisterComponents();

        public override Tensor forward(Tensor x) => chain.call(inner.call(@params.call(x)));
    }

    internal sealed class Node : Module<Tensor, Tensor>
    {
        private readonly Node? child;
        private readonly Linear value = Linear(6, 6);

        public Node(int depth)
            : base(nameof(Node))
        {
            child = depth > 0 ? new(depth - 1) : null;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = functional.relu(value.call(x));
            return child is null ? x : x + child.call(x);
        }
    }

    internal sealed class Norm : Module<Tensor, Tensor>
    {
        private readonly BatchNorm1d norm = BatchNorm1d(6, affine: false);

        public Norm()
            : base(nameof(Norm)) => RegisterComponents();

        public override Tensor forward(Tensor x) => functional.softplus(norm.call(x), 2);
    }

    internal sealed class Extents : Module<Tensor, Tensor>
    {
        private readonly BatchNorm2d norm = BatchNorm2d(8);
        private readonly Conv2d mix = Conv2d(8, 8, 3, padding: 1);

        public Extents()
            : base(nameof(Extents)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            var (batch, area) = (x.shape[0], x.shape[2] * x.shape[3]);
            x = norm.call(x);
            var y = mix.call(x).view(batch, 8, area);
            y = functional.relu(y).transpose(1, 2);
            y = y.reshape(-1, x.shape[2], x.shape[3], 8);
            return y.mul(2).reshape(y.shape[0], -1);
        }
    }
}
