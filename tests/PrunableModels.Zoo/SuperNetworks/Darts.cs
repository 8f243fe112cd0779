using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>
/// The super-network of DARTS for CIFAR (Liu et al. 2019): cells of which every node sums edges from all before it, and every edge all
/// candidate operations. It has no architecture weights, for operations are erased instead: normalisations have parameters to that end,
/// and there is no operation that gives nothing.
/// </summary>
[Prunable]
public sealed partial class Darts : Module<Tensor, Tensor>
{
    private readonly Sequential stem;
    private readonly ModuleList<DartsCell> cells = new();
    private readonly Linear classifier;

    /// <param name="cells">How many cells there are, of which those after a third and after two thirds halve the size.</param>
    /// <param name="width">How many channels the nodes of the first cells have; twice as many after each halving.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="nodes">How many nodes a cell computes.</param>
    public Darts(int cells = 8, long width = 16, int classes = 10, int nodes = 4) : base(nameof(Darts))
    {
        var (before, input) = (3 * width, 3 * width);
        stem = Sequential(Conv2d(3, input, 3, padding: 1, bias: false), BatchNorm2d(input));
        var wasReduced = false;
        for (var i = 0; i < cells; i++)
        {
            var reduces = i == cells / 3 || i == 2 * cells / 3;
            width = reduces ? 2 * width : width;
            this.cells.Add(new DartsCell(before, input, width, nodes, reduces, wasReduced));
            (before, input, wasReduced) = (input, nodes * width, reduces);
        }

        classifier = Linear(input, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var before = stem.call(x);
        var input = before;
        foreach (var cell in cells)
        {
            (before, input) = (input, cell.call(before, input));
        }

        return classifier.call(functional.adaptive_avg_pool2d(input, 1).flatten(1));
    }
}
