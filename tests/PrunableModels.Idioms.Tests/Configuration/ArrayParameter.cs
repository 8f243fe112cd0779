using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>Widths come as an array, which the constructor indexes and <c>forward</c> counts.</summary>
[Prunable]
public sealed partial class ArrayParameter : Module<Tensor, Tensor>
{
    private readonly int[] dims;
    private readonly ModuleList<Linear> layers = new();
    private readonly Linear head;

    public ArrayParameter(int[] dims) : base(nameof(ArrayParameter))
    {
        this.dims = dims;
        for (var i = 0; i + 1 < dims.Length; i++)
        {
            layers.Add(Linear(dims[i], dims[i + 1]));
        }

        head = Linear(dims[^1], 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        for (var i = 0; i < dims.Length - 1; i++)
        {
            x = functional.relu(layers[i].call(x));
        }

        return head.call(x);
    }
}
