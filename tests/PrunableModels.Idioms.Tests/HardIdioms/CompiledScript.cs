using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.HardIdioms;

/// <summary>A function in the text of a script: what flows into it is kept.</summary>
[Prunable]
public sealed partial class CompiledScript : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);
    private readonly jit.CompilationUnit unit = jit.compile("def f(x):\n  return x.relu()\n");

    public CompiledScript() : base(nameof(CompiledScript)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = (Tensor)unit.invoke("f", conv1.forward(x));
        return head.forward(conv2.forward(y).relu().mean([2, 3]));
    }
}
