using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Fields;

/// <summary>How many heads there are stands in an object that others have too: setting it there would change them.</summary>
[Prunable]
public sealed partial class SharedSettings : Module<Tensor, Tensor>
{
    private readonly HeadSettings settings = new() { Heads = 3 };
    private readonly Linear q = Linear(12, 12);
    private readonly Linear head = Linear(12, 3);

    public SharedSettings() : base(nameof(SharedSettings)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (b, t) = (x.shape[0], x.shape[1]);
        return head.forward(q.forward(x).view(b, t, settings.Heads, -1).relu().view(b, t, -1));
    }
}

/// <summary>Settings of several models.</summary>
public sealed class HeadSettings
{
    public int Heads { get; init; }
}
