using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Fields;

/// <summary>One field says how many parts two tensors have, so that these lose the same parts.</summary>
[Prunable]
public sealed partial class FieldOfTwo(int parts) : Module<Tensor, Tensor>(nameof(FieldOfTwo))
{
    private readonly Linear first = Linear(6, 12);
    private readonly Linear second = Linear(6, 8);
    private readonly Linear one = Linear(12, 3);
    private readonly Linear other = Linear(8, 3);

    public FieldOfTwo() : this(4) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var a = first.forward(x).view(x.shape[0], parts, 3).relu().view(x.shape[0], -1);
        var b = second.forward(x).view(x.shape[0], parts, 2).relu().view(x.shape[0], -1);
        return one.forward(a) + other.forward(b);
    }
}
