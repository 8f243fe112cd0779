using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Inception v3 (Szegedy et al. 2016): factorised convolutions, and five kinds of blocks.</summary>
[Prunable]
public sealed partial class InceptionV3 : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> stem = new();
    private readonly ModuleList<Module<Tensor, Tensor>> blocks = new();
    private readonly Linear fc;

    /// <param name="divide">By what the published widths are divided.</param>
    /// <param name="classes">How many classes there are.</param>
    public InceptionV3(long divide = 1, int classes = 1000) : base(nameof(InceptionV3))
    {
        long W(long published) => published / divide;
        stem.Add(new BasicConv(3, W(32), 3, stride: 2));
        stem.Add(new BasicConv(W(32), W(32), 3));
        stem.Add(new BasicConv(W(32), W(64), 3, padding: 1));
        stem.Add(MaxPool2d(3, stride: 2));
        stem.Add(new BasicConv(W(64), W(80), 1));
        stem.Add(new BasicConv(W(80), W(192), 3));
        stem.Add(MaxPool2d(3, stride: 2));
        var channels = W(192);
        foreach (var pooled in new[] { W(32), W(64), W(64) })
        {
            blocks.Add(new BlockA(channels, W(64), W(48), W(96), pooled));
            channels = (2 * W(64)) + W(96) + pooled;
        }

        blocks.Add(new BlockB(channels, W(384), W(64), W(96)));
        channels += W(384) + W(96);
        foreach (var inner in new[] { W(128), W(160), W(160), W(192) })
        {
            blocks.Add(new BlockC(channels, inner, W(192)));
            channels = 4 * W(192);
        }

        blocks.Add(new BlockD(channels, W(192), W(320)));
        channels += W(320) + W(192);
        for (var i = 0; i < 2; i++)
        {
            blocks.Add(new BlockE(channels, W(320), W(384), W(448), W(192)));
            channels = W(320) + (4 * W(384)) + W(192);
        }

        fc = Linear(channels, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var layer in stem)
        {
            x = layer.call(x);
        }

        foreach (var block in blocks)
        {
            x = block.call(x);
        }

        x = functional.dropout(functional.adaptive_avg_pool2d(x, 1), 0.5, training);
        return fc.call(x.flatten(1));
    }

    private sealed class BasicConv : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv;
        private readonly BatchNorm2d bn;

        public BasicConv(long input, long output, long kernel, long stride = 1, long padding = 0) : base(nameof(BasicConv))
        {
            conv = Conv2d(input, output, kernel, stride: stride, padding: padding, bias: false);
            bn = BatchNorm2d(output, eps: 0.001);
            RegisterComponents();
        }

        private BasicConv(Conv2d conv, long output) : base(nameof(BasicConv))
        {
            this.conv = conv;
            bn = BatchNorm2d(output, eps: 0.001);
            RegisterComponents();
        }

        public static BasicConv Row(long input, long output, long length) => new(Conv2d(input, output, (1, length), padding: (0L, length / 2), bias: false), output);

        public static BasicConv Column(long input, long output, long length) => new(Conv2d(input, output, (length, 1), padding: (length / 2, 0L), bias: false), output);

        public override Tensor forward(Tensor x) => functional.relu(bn.call(conv.call(x)));
    }

    private sealed class BlockA : Module<Tensor, Tensor>
    {
        private readonly BasicConv branch1x1, branch5x5_1, branch5x5_2, branch3x3_1, branch3x3_2, branch3x3_3, branchPool;

        public BlockA(long input, long single, long reduced, long full, long pooled) : base(nameof(BlockA))
        {
            branch1x1 = new BasicConv(input, single, 1);
            branch5x5_1 = new BasicConv(input, reduced, 1);
            branch5x5_2 = new BasicConv(reduced, single, 5, padding: 2);
            branch3x3_1 = new BasicConv(input, single, 1);
            branch3x3_2 = new BasicConv(single, full, 3, padding: 1);
            branch3x3_3 = new BasicConv(full, full, 3, padding: 1);
            branchPool = new BasicConv(input, pooled, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var a = branch1x1.call(x);
            var b = branch5x5_2.call(branch5x5_1.call(x));
            var c = branch3x3_3.call(branch3x3_2.call(branch3x3_1.call(x)));
            var d = branchPool.call(functional.avg_pool2d(x, 3, stride: 1, padding: 1));
            return cat([a, b, c, d], 1);
        }
    }

    private sealed class BlockB : Module<Tensor, Tensor>
    {
        private readonly BasicConv branch3x3;
        private readonly Sequential branchDouble;

        public BlockB(long input, long full, long reduced, long twice) : base(nameof(BlockB))
        {
            branch3x3 = new BasicConv(input, full, 3, stride: 2);
            branchDouble = Sequential(new BasicConv(input, reduced, 1), new BasicConv(reduced, twice, 3, padding: 1), new BasicConv(twice, twice, 3, stride: 2));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => cat([branch3x3.call(x), branchDouble.call(x), functional.max_pool2d(x, 3, stride: 2)], 1);
    }

    private sealed class BlockC : Module<Tensor, Tensor>
    {
        private readonly BasicConv single;
        private readonly Sequential seven;
        private readonly Sequential twice;
        private readonly BasicConv pooled;

        public BlockC(long input, long inner, long output) : base(nameof(BlockC))
        {
            single = new BasicConv(input, output, 1);
            seven = Sequential(new BasicConv(input, inner, 1), BasicConv.Row(inner, inner, 7), BasicConv.Column(inner, output, 7));
            twice = Sequential(new BasicConv(input, inner, 1), BasicConv.Column(inner, inner, 7), BasicConv.Row(inner, inner, 7), BasicConv.Column(inner, inner, 7), BasicConv.Row(inner, output, 7));
            pooled = new BasicConv(input, output, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var average = functional.avg_pool2d(x, 3, stride: 1, padding: 1);
            return cat([single.call(x), seven.call(x), twice.call(x), pooled.call(average)], 1);
        }
    }

    private sealed class BlockD : Module<Tensor, Tensor>
    {
        private readonly Sequential three;
        private readonly Sequential seven;

        public BlockD(long input, long reduced, long full) : base(nameof(BlockD))
        {
            three = Sequential(new BasicConv(input, reduced, 1), new BasicConv(reduced, full, 3, stride: 2));
            seven = Sequential(new BasicConv(input, reduced, 1), BasicConv.Row(reduced, reduced, 7), BasicConv.Column(reduced, reduced, 7), new BasicConv(reduced, reduced, 3, stride: 2));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => cat([three.call(x), seven.call(x), functional.max_pool2d(x, 3, stride: 2)], 1);
    }

    private sealed class BlockE : Module<Tensor, Tensor>
    {
        private readonly BasicConv single, three, threeRow, threeColumn, twice1, twice2, twiceRow, twiceColumn, pooled;

        public BlockE(long input, long one, long full, long twice, long pool) : base(nameof(BlockE))
        {
            single = new BasicConv(input, one, 1);
            three = new BasicConv(input, full, 1);
            threeRow = BasicConv.Row(full, full, 3);
            threeColumn = BasicConv.Column(full, full, 3);
            twice1 = new BasicConv(input, twice, 1);
            twice2 = new BasicConv(twice, full, 3, padding: 1);
            twiceRow = BasicConv.Row(full, full, 3);
            twiceColumn = BasicConv.Column(full, full, 3);
            pooled = new BasicConv(input, pool, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var b = three.call(x);
            b = cat([threeRow.call(b), threeColumn.call(b)], 1);
            var c = twice2.call(twice1.call(x));
            c = cat([twiceRow.call(c), twiceColumn.call(c)], 1);
            var d = pooled.call(functional.avg_pool2d(x, 3, stride: 1, padding: 1));
            return cat([single.call(x), b, c, d], 1);
        }
    }
}
