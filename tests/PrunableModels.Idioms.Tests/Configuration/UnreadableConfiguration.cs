using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>The settings are of a private class inside another one, which generated code cannot name.</summary>
[Prunable]
public sealed partial class UnreadableConfiguration : Module<Tensor, Tensor>
{
    private readonly Holder holder;
    private readonly Linear head = Linear(6, 2);

    public UnreadableConfiguration(bool squashes) : base(nameof(UnreadableConfiguration))
    {
        holder = new Holder(squashes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(holder.call(x));

    internal sealed class Holder : Module<Tensor, Tensor>
    {
        private readonly Hidden hidden;
        private readonly Linear first = Linear(4, 5);
        private readonly Linear second = Linear(5, 6);

        public Holder(bool squashes) : base(nameof(Holder))
        {
            hidden = new Hidden { Squashes = squashes };
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = second.call(functional.relu(first.call(x)));
            return hidden.Squashes ? functional.softmax(x, -1) : functional.relu(x);
        }

        private sealed class Hidden
        {
            public bool Squashes { get; init; }
        }
    }
}
