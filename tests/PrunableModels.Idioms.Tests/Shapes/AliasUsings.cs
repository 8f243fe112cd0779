// Short names are what people choose here.
#pragma warning disable CS8981
using TorchSharp;
using Layer = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;
using nn = TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;
using T = TorchSharp.torch.Tensor;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>Everything by other names.</summary>
[Prunable]
public sealed partial class AliasUsings : nn.Module<T, T>
{
    private readonly Layer conv = nn.Conv2d(3, 7, 3);
    private readonly Layer head = nn.Linear(7, 2);

    public AliasUsings() : base(nameof(AliasUsings)) => RegisterComponents();

    public override T forward(T x) => head.call(F.relu(conv.call(x)).mean([2L, 3L]));
}
