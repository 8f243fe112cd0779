using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Guards that throw: by statement, by expression, by helper and by assertion.</summary>
[Prunable]
public sealed partial class ThrowGuards : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);
    private readonly string pool = "mean";

    public ThrowGuards() : base(nameof(ThrowGuards)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        _ = x ?? throw new ArgumentNullException(nameof(x));
        System.Diagnostics.Debug.Assert(x.dim() == 4, "images");
        if (x.shape[1] != 3)
            throw new ArgumentException($"expected 3 channels, got {x.shape[1]}");
        var y = conv.forward(x).relu();
        y = pool switch
        {
            "mean" => y.mean([2, 3]),
            "max" => y.amax([2, 3]),
            _ => throw new NotSupportedException(pool),
        };
        return y.Handle == IntPtr.Zero ? throw new InvalidOperationException() : head.forward(y);
    }
}
