using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>The settings' numbers of heads are written into a view.</summary>
[Prunable]
public sealed partial class ConfiguredView : Module<Tensor, Tensor>
{
    private readonly MixerConfig config;
    private readonly Linear up;
    private readonly Linear mid;
    private readonly Linear down;

    public ConfiguredView(MixerConfig config) : base(nameof(ConfiguredView))
    {
        this.config = config;
        up = Linear(4, config.Hidden);
        mid = Linear(config.Hidden, 8);
        down = Linear(8, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var heads = up.call(x).view(-1, config.Heads, config.Width);
        return down.call(functional.relu(mid.call(functional.relu(heads).flatten(1))));
    }
}
