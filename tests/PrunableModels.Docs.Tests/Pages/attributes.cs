using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Told;

public static class Page;

/// <summary>Something whose source the page does not show.</summary>
public static class Native
{
    public static Tensor Scale(Tensor x, Tensor gain) => x * gain.unsqueeze(-1).unsqueeze(-1);
}

/// <summary>A module of somebody else.</summary>
public sealed class TheirModule() : Module<Tensor, Tensor>(nameof(TheirModule))
{
    public override Tensor forward(Tensor x) => x * 2;
}
