using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Modules in a dictionary, by their keys.</summary>
[Prunable]
public sealed partial class ModuleDictionary : Module<Tensor, Tensor>
{
    private readonly ModuleDict<Linear> layers = new();

    public ModuleDictionary() : base(nameof(ModuleDictionary))
    {
        layers.Add("second", Linear(6, 2));
        layers.Add(("first", Linear(4, 6)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => layers["second"].call(relu(layers["first"].call(x)));
}
