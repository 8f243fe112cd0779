using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>Constructors of one count of arguments, chained to each other.</summary>
[Prunable]
public sealed partial class OverloadedConstructors : Module<Tensor, Tensor>
{
    private readonly Widths first = new(3, 6);
    private readonly Widths second = new(6, "5");
    private readonly Widths third = new(5, [4]);
    private readonly Conv2d head = Conv2d(4, 2, 1);

    public OverloadedConstructors() : base(nameof(OverloadedConstructors)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(third.call(second.call(first.call(x))));
}

/// <summary>Each constructor calls another of the same count.</summary>
public sealed class Widths : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;

    public Widths(long inputs, int[] outputs) : this(inputs, outputs[0])
    {
    }

    public Widths(long inputs, string outputs) : this(inputs, [outputs.Length + 4])
    {
    }

    public Widths(long inputs, long outputs) : base(nameof(Widths)) => conv = Conv2d(inputs, outputs, 3, padding: 1);

    public override Tensor forward(Tensor x) => relu(conv.call(x));
}
