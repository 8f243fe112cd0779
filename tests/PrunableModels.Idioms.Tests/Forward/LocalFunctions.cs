using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Local functions: one that captures, one that calls itself.</summary>
[Prunable]
public sealed partial class LocalFunctions : Module<Tensor, Tensor>
{
    private readonly ModuleList<Conv2d> layers = ModuleList<Conv2d>(Conv2d(3, 8, 3, padding: 1), Conv2d(8, 6, 3, padding: 1));
    private readonly Linear head = Linear(6, 2);

    public LocalFunctions() : base(nameof(LocalFunctions)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var calls = 0;
        var y = Apply(x, 0);
        return head.forward(Pool(y)) * calls;

        Tensor Apply(Tensor z, int depth)
        {
            calls++;
            return depth == layers.Count ? z : Apply(layers[depth].forward(z).relu(), depth + 1);
        }

        static Tensor Pool(Tensor z) => z.mean([2, 3]);
    }
}
