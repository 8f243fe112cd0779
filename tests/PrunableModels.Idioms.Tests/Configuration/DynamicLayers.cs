using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>The layers are named in a JSON text and made by reflection.</summary>
[Prunable]
public sealed partial class DynamicLayers : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(4, 6);
    private readonly Module<Tensor, Tensor> named;
    private readonly Linear last = Linear(6, 5);
    private readonly Linear head = Linear(5, 2);

    public DynamicLayers(string json) : base(nameof(DynamicLayers))
    {
        var layer = JsonDocument.Parse(json).RootElement.GetProperty("layer").GetString()!;
        named = (Module<Tensor, Tensor>)Activator.CreateInstance(Type.GetType(layer)!)!;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(functional.relu(last.call(named.call(first.call(x)))));
}

/// <summary>A layer that only the JSON text names.</summary>
public sealed class Shifted() : Module<Tensor, Tensor>(nameof(Shifted))
{
    public override Tensor forward(Tensor x) => x + 1;
}
