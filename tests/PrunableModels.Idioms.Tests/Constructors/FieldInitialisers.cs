using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Modules that the fields make themselves: with constants, static methods and lists.</summary>
[Prunable]
public sealed partial class FieldInitialisers : Module<Tensor, Tensor>
{
    private const int Width = 8;
    private readonly Linear up = Linear(12, Width);
    private readonly Module<Tensor, Tensor> activation = Activation("gelu");
    private readonly Sequential middle = Sequential(Linear(Width, Width - 1), ReLU());
    private readonly ModuleList<Linear> rest = [Linear(Width - 1, 6), Linear(6, 3)];

    public FieldInitialisers() : base(nameof(FieldInitialisers)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = middle.call(activation.call(up.call(x)));
        return rest[1].call(rest[0].call(x).relu());
    }

    private static Module<Tensor, Tensor> Activation(string name) => name == "gelu" ? GELU() : Tanh();
}
