using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A block that frees what it made.</summary>
[Prunable]
public sealed partial class TryFinally : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public TryFinally() : base(nameof(TryFinally)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        Tensor? y = null;
        try
        {
            y = conv.forward(x).relu();
            return head.forward(y.mean([2, 3]));
        }
        finally
        {
            y?.Dispose();
        }
    }
}
