using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Told;

public static class Page;

[Prunable]
public sealed partial class Net : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(20, 64);
    private readonly Linear head = Linear(64, 5);

    public Net() : base(nameof(Net)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(functional.relu(hidden.call(x)));
}
