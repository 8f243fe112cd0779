using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>The delegate in the field comes from outside, and may be any function.</summary>
[Prunable]
public sealed partial class GivenDelegate : Module<Tensor, Tensor>
{
    private readonly Linear up = Linear(4, 6);
    private readonly Func<Tensor, Tensor> act;
    private readonly Linear down = Linear(6, 5);
    private readonly Linear head = Linear(5, 2);

    public GivenDelegate(Func<Tensor, Tensor> act) : base(nameof(GivenDelegate))
    {
        this.act = act;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(functional.relu(down.call(act(up.call(x)))));
}
