using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A cell of DARTS: it reads the two cells before it and returns its nodes side by side.</summary>
internal sealed class DartsCell : Module<Tensor, Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> preprocess0;
    private readonly Module<Tensor, Tensor> preprocess1;
    private readonly ModuleList<Node> nodes = new();

    public DartsCell(long before, long input, long width, int count, bool reduces, bool wasReduced) : base(nameof(DartsCell))
    {
        preprocess0 = wasReduced ? new FactorizedReduce(before, width) : Preprocess(before, width);
        preprocess1 = Preprocess(input, width);
        for (var i = 0; i < count; i++)
        {
            nodes.Add(new Node(i + 2, width, reduces));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor before, Tensor input)
    {
        var states = new List<Tensor> { preprocess0.call(before), preprocess1.call(input) };
        foreach (var node in nodes)
        {
            states.Add(node.call(states));
        }

        return cat(states.Skip(2).ToArray(), 1);
    }

    private static Sequential Preprocess(long input, long width) => Sequential(ReLU(), Conv2d(input, width, 1, bias: false), BatchNorm2d(width));

    private sealed class Node : Module<List<Tensor>, Tensor>
    {
        private readonly ModuleList<Edge> edges = new();

        public Node(int inputs, long width, bool reduces) : base(nameof(Node))
        {
            for (var i = 0; i < inputs; i++)
            {
                // Nodes of the cell have its size already.
                edges.Add(new Edge(width, reduces && i < 2 ? 2 : 1));
            }

            RegisterComponents();
        }

        public override Tensor forward(List<Tensor> states)
        {
            var sum = edges[0].call(states[0]);
            for (var i = 1; i < edges.Count; i++)
            {
                sum = sum + edges[i].call(states[i]);
            }

            return sum;
        }
    }

    private sealed class Edge : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Module<Tensor, Tensor>> operations = new();

        public Edge(long width, long stride) : base(nameof(Edge))
        {
            operations.Add(Sequential(MaxPool2d(3, stride: stride, padding: 1), BatchNorm2d(width)));
            operations.Add(Sequential(AvgPool2d(3, stride: stride, padding: 1, count_include_pad: false), BatchNorm2d(width)));
            operations.Add(stride == 1 ? Identity() : new FactorizedReduce(width, width));
            operations.Add(Separable(width, 3, stride));
            operations.Add(Separable(width, 5, stride));
            operations.Add(Dilated(width, 3, stride));
            operations.Add(Dilated(width, 5, stride));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var sum = operations[0].call(x);
            for (var i = 1; i < operations.Count; i++)
            {
                sum = sum + operations[i].call(x);
            }

            return sum;
        }

        private static Sequential Separable(long width, long kernel, long stride) => Sequential(
            ReLU(),
            Conv2d(width, width, kernel, stride: stride, padding: kernel / 2, groups: width, bias: false), Conv2d(width, width, 1, bias: false), BatchNorm2d(width),
            ReLU(),
            Conv2d(width, width, kernel, padding: kernel / 2, groups: width, bias: false), Conv2d(width, width, 1, bias: false), BatchNorm2d(width));

        private static Sequential Dilated(long width, long kernel, long stride) => Sequential(
            ReLU(),
            Conv2d(width, width, kernel, stride: stride, padding: kernel - 1, dilation: 2, groups: width, bias: false), Conv2d(width, width, 1, bias: false), BatchNorm2d(width));
    }

    /// <summary>Halves the size without leaving out pixels: one half of the channels is of the even, the other of the odd ones.</summary>
    private sealed class FactorizedReduce : Module<Tensor, Tensor>
    {
        private readonly Conv2d even;
        private readonly Conv2d odd;
        private readonly BatchNorm2d norm;

        public FactorizedReduce(long input, long output) : base(nameof(FactorizedReduce))
        {
            even = Conv2d(input, output / 2, 1, stride: 2, bias: false);
            odd = Conv2d(input, output / 2, 1, stride: 2, bias: false);
            norm = BatchNorm2d(output);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = functional.relu(x);
            return norm.call(cat([even.call(x), odd.call(x[.., .., 1.., 1..])], 1));
        }
    }
}
