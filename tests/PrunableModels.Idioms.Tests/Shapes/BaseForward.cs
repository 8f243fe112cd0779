using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>A class that adds to what its base class does.</summary>
[Prunable]
public sealed partial class BaseForward : PlainHead
{
    private readonly Conv2d extra = Conv2d(3, 3, 3, padding: 1);

    public BaseForward() : base(6) => RegisterComponents();

    public override Tensor forward(Tensor x) => base.forward(x + extra.call(x));

    protected override Tensor Pool(Tensor x) => base.Pool(relu(x));
}

/// <summary>A model that can be used as it is.</summary>
public class PlainHead : Module<Tensor, Tensor>
{
    protected readonly Conv2d conv;
    protected readonly Linear head;

    public PlainHead(long width) : base(nameof(PlainHead))
    {
        conv = Conv2d(3, width, 3);
        head = Linear(width, 2);
    }

    public override Tensor forward(Tensor x) => head.call(Pool(conv.call(x)));

    protected virtual Tensor Pool(Tensor x) => x.mean([2L, 3L]);
}
