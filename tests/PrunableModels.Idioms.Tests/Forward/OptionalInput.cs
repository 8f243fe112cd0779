using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>An input that need not be given.</summary>
[Prunable]
public sealed partial class OptionalInput : Module<Tensor, Tensor?, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear embed = Linear(5, 8);
    private readonly Linear head = Linear(8, 2);

    public OptionalInput() : base(nameof(OptionalInput)) => RegisterComponents();

    public override Tensor forward(Tensor image, Tensor? condition)
    {
        var y = conv.forward(image);
        if (condition is not null)
        {
            y = y + embed.forward(condition).unsqueeze(-1).unsqueeze(-1);
        }

        return head.forward(y.relu().mean([-2, -1]));
    }
}
