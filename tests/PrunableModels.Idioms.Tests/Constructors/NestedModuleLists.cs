using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Lists of lists of modules, filled in loops.</summary>
[Prunable]
public sealed partial class NestedModuleLists : Module<Tensor, Tensor>
{
    private readonly ModuleList<ModuleList<Linear>> stages = new();
    private readonly Linear head = Linear(6, 2);

    public NestedModuleLists() : base(nameof(NestedModuleLists))
    {
        foreach (var width in new[] { 5, 6 })
        {
            var stage = new ModuleList<Linear>();
            for (var i = 0; i < 2; i++)
            {
                stage.Add(Linear(stages.Count == 0 && i == 0 ? 4 : i == 0 ? 5 : width, width));
            }

            stages.Add(stage);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var stage in stages)
        {
            foreach (var layer in stage)
            {
                x = relu(layer.call(x));
            }
        }

        return head.call(x);
    }
}
