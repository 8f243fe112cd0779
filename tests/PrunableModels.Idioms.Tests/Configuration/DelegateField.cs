using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>The activation is a delegate in a field, chosen by name where the block is made.</summary>
[Prunable]
public sealed partial class DelegateField : Module<Tensor, Tensor>
{
    private readonly Block first;
    private readonly Block second;
    private readonly Linear head = Linear(7, 2);

    public DelegateField(string activation = "relu") : base(nameof(DelegateField))
    {
        first = new Block(4, 6, activation);
        second = new Block(6, 7, "silu");
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(second.call(first.call(x)));

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Linear linear;
        private readonly Func<Tensor, Tensor> act;

        public Block(int before, int after, string activation) : base(nameof(Block))
        {
            linear = Linear(before, after);
            act = activation switch
            {
                "relu" => x => functional.relu(x),
                "silu" => Smooth,
                "tanh" => tanh,
                _ => throw new ArgumentException($"there is no activation {activation}", nameof(activation)),
            };
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => act(linear.call(x));

        private static Tensor Smooth(Tensor x) => functional.silu(x);
    }
}
