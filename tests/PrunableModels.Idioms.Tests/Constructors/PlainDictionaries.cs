using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Modules in a plain dictionary: one that registers nothing, and one whose modules are registered by hand.</summary>
[Prunable]
public sealed partial class PlainDictionaries : Module<Tensor, Tensor>
{
    private readonly Dictionary<string, Module<Tensor, Tensor>> hidden = new() { ["up"] = Linear(8, 8), ["activation"] = ReLU() };
    private readonly Dictionary<string, Linear> named = [];
    private readonly Linear first = Linear(12, 8);
    private readonly Linear down = Linear(8, 6);
    private readonly Linear head = Linear(7, 3);

    public PlainDictionaries() : base(nameof(PlainDictionaries))
    {
        named["wide"] = Linear(6, 7);
        foreach (var (name, layer) in named)
        {
            register_module($"named_{name}", layer);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = hidden["activation"].forward(hidden["up"].forward(first.forward(x)));
        x = down.forward(x).relu();
        return head.forward(named["wide"].forward(x).relu());
    }
}
