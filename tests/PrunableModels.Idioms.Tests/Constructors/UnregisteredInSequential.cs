using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>A Sequential does not have its modules register their fields, so one that does not do so itself has no parameters.</summary>
[Prunable]
public sealed partial class UnregisteredInSequential : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(Linear(4, 6), new Silent(), Linear(6, 7), ReLU(), Linear(7, 2));

    public UnregisteredInSequential() : base(nameof(UnregisteredInSequential)) => RegisterComponents();

    public override Tensor forward(Tensor x) => layers.call(x);

    private sealed class Silent() : Module<Tensor, Tensor>(nameof(Silent))
    {
        private readonly Linear linear = Linear(6, 6);

        public override Tensor forward(Tensor x) => relu(linear.call(x));
    }
}
