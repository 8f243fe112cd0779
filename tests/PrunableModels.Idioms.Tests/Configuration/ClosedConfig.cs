using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>Everything about the settings is written in the model: presets, <c>with</c>, positional records and nesting.</summary>
[Prunable]
public sealed partial class ClosedConfig : Module<Tensor, Tensor>
{
    private static readonly Stage Second = Stage.Small with { Channels = 10 };
    private readonly Plan plan = new(Stage.Small, Plan.Default().Last) { Classes = 3 };
    private readonly Conv2d conv1;
    private readonly Conv2d conv2;
    private readonly Conv2d conv3;
    private readonly Linear head;

    public ClosedConfig() : base(nameof(ClosedConfig))
    {
        var (first, kernel) = plan.First;
        conv1 = Conv2d(3, first, kernel, padding: kernel / 2);
        conv2 = Conv2d(first, Second.Channels, Second.Kernel, padding: Second.Padding);
        var last = plan.Last;
        last.Channels += 2;
        conv3 = Conv2d(Second.Channels, last.Channels, last.Kernel, padding: 1);
        head = Linear(plan.Last.Channels + 2, plan.Classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(conv1.call(x));
        x = functional.relu(conv2.call(x));
        x = functional.relu(conv3.call(x));
        return head.call(plan.Pools ? functional.adaptive_avg_pool2d(x, 1).flatten(1) : x.flatten(1));
    }

    private sealed record Stage(int Channels, int Kernel)
    {
        public static readonly Stage Small = new(5, 3);

        public int Padding => Kernel / 2;
    }

    private struct Exit
    {
        public int Channels;
        public int Kernel;
    }

    private sealed class Plan(Stage first, Exit last)
    {
        public Stage First { get; } = first;

        public Exit Last => last;

        public int Classes { get; init; } = 2;

        public bool Pools { get; init; } = true;

        public static Plan Default() => new(Stage.Small, new Exit { Channels = 7, Kernel = 3 });
    }
}
