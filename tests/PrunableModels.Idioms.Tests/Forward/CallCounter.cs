using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A number that every call changes.</summary>
[Prunable]
public sealed partial class CallCounter : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);
    private int calls;

    public CallCounter() : base(nameof(CallCounter)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        calls++;
        var y = conv.forward(x).relu();
        if (calls % 100 == 0)
        {
            Console.WriteLine($"{calls} calls, {y.shape[1]} channels");
        }

        return head.forward(y.mean([2, 3]));
    }
}
