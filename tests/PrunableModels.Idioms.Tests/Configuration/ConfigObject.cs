using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>A class of settings with initialisers, a computed member, and one that <c>forward</c> branches on.</summary>
public sealed class MixerConfig
{
    public int Width { get; init; } = 6;

    public int Heads { get; set; } = 3;

    public bool UseGate { get; set; }

    public double? Dropout { get; set; }

    public int Hidden => Width * Heads;
}

/// <summary>Settings are kept whole, and read by the constructor and by <c>forward</c>.</summary>
[Prunable]
public sealed partial class ConfigObject : Module<Tensor, Tensor>
{
    private readonly MixerConfig config;
    private readonly Linear up;
    private readonly Linear gate;
    private readonly Linear down;

    public ConfigObject(MixerConfig config) : base(nameof(ConfigObject))
    {
        this.config = config;
        up = Linear(4, config.Hidden);
        gate = Linear(4, config.Hidden);
        down = Linear(config.Hidden, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var h = functional.relu(up.call(x));
        if (config.UseGate)
        {
            h = h * gate.call(x).sigmoid();
        }

        if (config.Dropout is not null)
        {
            h = functional.dropout(h, config.Dropout.Value, training);
        }

        return down.call(h);
    }
}
