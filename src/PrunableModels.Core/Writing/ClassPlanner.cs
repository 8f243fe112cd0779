using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Decides which classes are written: one for all instances of a class that differ in numbers only, another for each other structure.</summary>
internal static class ClassPlanner
{
    private static readonly string[] Reserved = ["Module", "Tensor", "Parameter", "Sequential", "ModuleList", "PaddingModes", "Padding", "ScalarType", "RoundingMode", "torch", "nn", "functional"];

    /// <summary>The classes, the model's own first, then in the order in which a reader meets them.</summary>
    public static IReadOnlyList<ClassPlan> Plan(IReadOnlyList<Instance> instances, string rootName)
    {
        var plans = new List<ClassPlan>();
        foreach (var alike in instances.GroupBy(i => i.Structure))
        {
            // Classes inside others come first: the numbers of an instance hold the arguments of those inside it.
            var plan = new ClassPlan([.. alike]);
            plan.Instances.ToList().ForEach(i => i.Plan = plan);
            plans.Add(plan);
        }

        var root = plans[plans.Count - 1];
        root.Name = rootName;
        var nested = new List<ClassPlan>();
        Visit(root, nested);
        Name(nested, new HashSet<string>([rootName, .. Reserved, .. LayerTable.All.Select(k => k.Name)], StringComparer.Ordinal));
        return [root, .. nested];
    }

    private static void Visit(ClassPlan plan, List<ClassPlan> found)
    {
        foreach (var child in plan.Representative.Fields.SelectMany(f => Children(f.Value)).Select(c => c.Plan))
        {
            // One that a class between them holds, too, is known by now.
            if (!found.Contains(child))
            {
                found.Add(child);
                Visit(child, found);
            }
        }
    }

    private static IEnumerable<Instance> Children(Initializer value) => value switch
    {
        NewInitializer made => [made.Child],
        ContainerInitializer container => container.Values.SelectMany(Children),
        _ => [],
    };

    // The variant with the fewest members has the plain name; one with more is named after them.
    private static void Name(List<ClassPlan> plans, HashSet<string> taken)
    {
        foreach (var variants in plans.GroupBy(p => p.Representative.Class))
        {
            var ordered = variants.OrderBy(v => v.Representative.Fields.Count).ToList();
            var name = TypeIds.Short(variants.Key);
            name = Identifiers.IsValid(name) ? name : Identifiers.Pascal(name.Split('`')[0]);
            ordered[0].Name = Identifiers.Unique(name, taken);
            foreach (var variant in ordered.Skip(1))
            {
                var extra = Extra(ordered[0].Representative, variant.Representative);
                variant.Name = Identifiers.Unique(extra.Count is 1 or 2 ? $"{name}With{string.Join("And", extra)}" : name, taken);
            }
        }
    }

    private static List<string> Extra(Instance plain, Instance other)
    {
        var names = plain.Fields.Select(f => f.Name.Name).ToList();
        var others = other.Fields.Select(f => f.Name.Name).ToList();
        return names.Except(others).Any() ? [] : [.. others.Except(names).Select(Identifiers.Pascal)];
    }
}
