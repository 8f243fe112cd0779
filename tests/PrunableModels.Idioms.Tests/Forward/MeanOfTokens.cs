using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A mean over tokens, by their position from the front.</summary>
[Prunable]
public sealed partial class MeanOfTokens : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);

    public MeanOfTokens() : base(nameof(MeanOfTokens)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x).relu();
        y = b.forward(y.mean([1])).relu();
        return head.forward(y);
    }
}
