using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>A module of the author's own in a field, which registers nothing itself: who holds it does.</summary>
[Prunable]
public sealed partial class UserModuleFields : Module<Tensor, Tensor>
{
    private readonly Hidden first = new(4, 6);
    private readonly Hidden second = new(6, 3);

    public UserModuleFields() : base(nameof(UserModuleFields)) => RegisterComponents();

    public override Tensor forward(Tensor x) => second.forward(first.forward(x));

    private sealed class Hidden(long inputs, long outputs) : Module<Tensor, Tensor>(nameof(Hidden))
    {
        private readonly Linear linear = Linear(inputs, outputs);

        public override Tensor forward(Tensor x) => relu(linear.forward(x));
    }
}
