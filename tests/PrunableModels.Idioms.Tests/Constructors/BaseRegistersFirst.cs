using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>A base class that registers in its constructor: what the derived one makes after that is not registered.</summary>
[Prunable]
public sealed partial class BaseRegistersFirst : RegisteringBase
{
    private readonly Linear early = Linear(6, 6);
    private readonly Linear late;

    public BaseRegistersFirst() : base(nameof(BaseRegistersFirst))
    {
        late = Linear(6, 6);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => Head(relu(early.call(relu(late.call(Stem(x))))));
}

/// <summary>A base class that registers what there is.</summary>
public abstract class RegisteringBase : Module<Tensor, Tensor>
{
    private readonly Linear stem = Linear(4, 6);
    private readonly Linear head = Linear(6, 2);

    protected RegisteringBase(string name) : base(name) => RegisterComponents();

    protected Tensor Stem(Tensor x) => stem.call(x);

    protected Tensor Head(Tensor x) => head.call(x);
}
