using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A state that one call leaves to the next.</summary>
[Prunable]
public sealed partial class RecurrentState : Module<Tensor, Tensor>
{
    private readonly Linear input = Linear(12, 8);
    private readonly Linear recurrent = Linear(8, 8);
    private readonly Linear output = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);
    private Tensor? state;

    public RecurrentState() : base(nameof(RecurrentState)) => RegisterComponents();

    public void Forget() => state = null;

    public override Tensor forward(Tensor x)
    {
        var y = input.forward(x);
        if (state is not null)
        {
            y = y + recurrent.forward(state);
        }

        state = y.tanh().detach();
        return head.forward(output.forward(y).relu());
    }
}
