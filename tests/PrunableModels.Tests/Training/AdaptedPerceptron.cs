using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests.Training;

/// <summary>Three frozen layers, each with an adapter of low rank beside it.</summary>
[Prunable]
public sealed partial class AdaptedPerceptron : Module<Tensor, Tensor>
{
    private readonly Adapted first = new(6, 12);
    private readonly Adapted second = new(12, 10);
    private readonly Adapted head = new(10, 3);

    public AdaptedPerceptron() : base(nameof(AdaptedPerceptron))
    {
        RegisterComponents();
        foreach (var (name, parameter) in named_parameters())
        {
            parameter.requires_grad = !name.Contains(".layer.", StringComparison.Ordinal);
        }
    }

    public override Tensor forward(Tensor x) => head.call(functional.relu(second.call(functional.relu(first.call(x)))));

    private sealed class Adapted : Module<Tensor, Tensor>
    {
        private readonly Linear layer;
        private readonly Linear a;
        private readonly Linear b;

        public Adapted(long inputs, long outputs) : base(nameof(Adapted))
        {
            layer = Linear(inputs, outputs);
            a = Linear(inputs, 2, hasBias: false);
            b = Linear(2, outputs, hasBias: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => layer.call(x) + (b.call(a.call(x)) * 0.5);
    }
}
