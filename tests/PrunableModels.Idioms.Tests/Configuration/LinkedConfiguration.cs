using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>Everything that generated code has to read of a live model: nested settings, lists, dictionaries, statics, private state and base classes.</summary>
[Prunable]
public sealed partial class LinkedConfiguration(LinkedConfiguration.Settings settings, bool isWide) : Module<Tensor, Tensor>(nameof(LinkedConfiguration))
{
    public static readonly Settings Shared = new([1, 2], new() { ["relu"] = true, ["scale"] = false });

    private readonly Linear first = Linear(4, 6);
    private readonly Block second = new(settings);
    private readonly Linear third = Linear(6, 2);

    /// <summary>A class with a primary constructor has no other place to register its layers.</summary>
    public static LinkedConfiguration Create(Settings settings, bool isWide)
    {
        var model = new LinkedConfiguration(settings, isWide);
        model.RegisterComponents();
        return model;
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(first.call(x));
        if (settings.Options["relu"] && settings.Steps.Count > 1)
        {
            x = second.call(x);
        }

        foreach (var step in settings.Steps)
        {
            x = step == 2 ? functional.silu(x) : functional.relu(x);
        }

        if (isWide || Shared.Options["scale"])
        {
            x = x.sigmoid();
        }

        return third.call(x);
    }

    /// <summary>Settings that both the model and its block read.</summary>
    public sealed class Settings(List<int> steps, Dictionary<string, bool> options) : Named("settings")
    {
        private readonly Inner inner = new() { Mode = PoolKind.Max };

        public List<int> Steps { get; } = steps;

        public Dictionary<string, bool> Options { get; } = options;

        public bool IsMax => inner.Mode == PoolKind.Max && Name.StartsWith("set");

        internal sealed class Inner
        {
            public PoolKind Mode;
        }
    }

    /// <summary>What settings have in common.</summary>
    public abstract class Named(string name)
    {
        public string Name { get; protected set; } = name;

        public int? Limit { get; set; }
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Settings settings;
        private readonly Linear inner = Linear(6, 6);

        public Block(Settings settings) : base(nameof(Block))
        {
            this.settings = settings;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = inner.call(x);
            y = settings.IsMax ? functional.relu(y) : y.sigmoid();
            return settings.Limit is null ? y : y.clamp(0, settings.Limit.Value);
        }
    }
}
