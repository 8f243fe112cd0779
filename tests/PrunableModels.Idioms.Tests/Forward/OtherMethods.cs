using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A module that is called by a method of its own.</summary>
[Prunable]
public sealed partial class OtherMethods : Module<Tensor, Tensor>
{
    private readonly Encoder encoder = new Encoder();
    private readonly Linear head = Linear(8, 2);

    public OtherMethods() : base(nameof(OtherMethods)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.forward(encoder.Encode(x, scale: 2));

    private sealed class Encoder : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv = Conv2d(3, 8, 3);

        public Encoder() : base(nameof(Encoder)) => RegisterComponents();

        public Tensor Encode(Tensor x, double scale) => forward(x).mean([2, 3]) * scale;

        public override Tensor forward(Tensor x) => conv.forward(x).relu();
    }
}
