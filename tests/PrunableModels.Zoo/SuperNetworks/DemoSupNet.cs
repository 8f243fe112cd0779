using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A small super-network in the spirit of OTO's demonstration: chains of different kernels that are summed, concatenated, and added to what they read.</summary>
[Prunable]
public sealed partial class DemoSupNet : Module<Tensor, Tensor>
{
    private readonly Sequential stem;
    private readonly SumOfBranches sum;
    private readonly ConcatenatedBranches concatenated;
    private readonly ResidualBranches residual;
    private readonly Linear head;

    public DemoSupNet(long width = 32, int classes = 10) : base(nameof(DemoSupNet))
    {
        stem = Chain(3, width, kernel: 3);
        sum = new SumOfBranches(width, 2 * width);
        concatenated = new ConcatenatedBranches(2 * width, width, 2 * width);
        residual = new ResidualBranches(2 * width);
        head = Linear(2 * width, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = residual.call(concatenated.call(sum.call(stem.call(x))));
        return head.call(x.mean([2, 3]));
    }

    /// <summary>Convolutions of one kernel, each normalised and rectified; the first one strides and changes the width.</summary>
    private static Sequential Chain(long input, long output, long kernel, int length = 1, long stride = 1)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        for (var i = 0; i < length; i++)
        {
            layers.Add(Conv2d(i == 0 ? input : output, output, kernel, stride: i == 0 ? stride : 1, padding: kernel / 2, bias: false));
            layers.Add(BatchNorm2d(output));
            layers.Add(ReLU());
        }

        return Sequential(layers);
    }

    // One of the three has to stay.
    private sealed class SumOfBranches : Module<Tensor, Tensor>
    {
        private readonly Sequential branch1;
        private readonly Sequential branch3;
        private readonly Sequential branch5;

        public SumOfBranches(long input, long output) : base(nameof(SumOfBranches))
        {
            branch1 = Chain(input, output, kernel: 1, stride: 2);
            branch3 = Chain(input, output, kernel: 3, stride: 2);
            branch5 = Chain(input, output, kernel: 5, stride: 2);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => branch1.call(x) + branch3.call(x) + branch5.call(x);
    }

    private sealed class ConcatenatedBranches : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Sequential> branches = new();
        private readonly Sequential merge;

        public ConcatenatedBranches(long input, long width, long output) : base(nameof(ConcatenatedBranches))
        {
            for (var i = 0; i < 3; i++)
            {
                branches.Add(Chain(input, width, kernel: (2 * i) + 1, length: 2));
            }

            merge = Chain(3 * width, output, kernel: 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => merge.call(cat(branches.Select(b => b.call(x)).ToArray(), 1));
    }

    private sealed class ResidualBranches : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Sequential> branches = new();

        public ResidualBranches(long width) : base(nameof(ResidualBranches))
        {
            branches.Add(Chain(width, width, kernel: 3));
            branches.Add(Chain(width, width, kernel: 3, length: 2));
            branches.Add(Chain(width, width, kernel: 5));
            branches.Add(Chain(width, width, kernel: 7));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = x;
            foreach (var branch in branches)
            {
                y = y + branch.call(x);
            }

            return y;
        }
    }
}
