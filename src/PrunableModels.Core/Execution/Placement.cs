using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Where in the model everything is that the constructors made: modules and tensors have the first name that leads to them, the
/// module's own tensors before those of the modules inside it.
/// </summary>
internal sealed class Placement
{
    private readonly Dictionary<object, (ConstructedModule Owner, string Name)> tensors = [];

    /// <summary>Gives the root and everything that it reaches a state-dict path.</summary>
    public static Placement Of(ConstructedModule root)
    {
        var placement = new Placement();
        placement.Visit(root, "");
        return placement;
    }

    /// <summary>Which module holds a tensor that a constructor made, and under which name; null where none has registered it.</summary>
    public (ConstructedModule Owner, string Name)? Find(Value tensor) =>
        tensors.TryGetValue(ConstructedModule.Identity(tensor), out var place) ? place : null;

    private void Visit(ConstructedModule module, string path)
    {
        if (module.HasPath)
        {
            return;
        }

        module.Place(path);
        foreach (var own in module.OwnTensors.Where(t => t.IsPersistent))
        {
            var identity = ConstructedModule.Identity(own.Tensor);
            if (tensors.TryGetValue(identity, out var first))
            {
                module.Share(own.Name, first.Owner.PathOf(first.Name));
            }
            else
            {
                tensors.Add(identity, (module, own.Name));
            }
        }

        foreach (var (name, child) in module.NamedChildren)
        {
            Visit(child, module.PathOf(name));
        }
    }
}
