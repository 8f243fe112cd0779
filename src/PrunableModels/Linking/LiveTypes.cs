using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>The types of live modules by the names that programs use.</summary>
internal static class LiveTypes
{
    /// <summary>True where a module's class or one of its base classes is the type; of interfaces, and of what compaction put into a model, programs know.</summary>
    public static bool? Is(torch.nn.Module module, string type) => module is NarrowedLayerNorm ? null
        : Names(module.GetType()).Contains(type, StringComparer.Ordinal) ? true
        : null;

    private static IEnumerable<string> Names(Type type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return Name(ancestor);
        }
    }

    private static string Name(Type type)
    {
        if (type.Assembly == typeof(torch.nn.Module).Assembly)
        {
            var name = type.Name.Split('`')[0];
            return type.IsGenericType ? $"{name}<{string.Join(",", type.GetGenericArguments().Select(Name))}>" : name;
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return TypeIds.OfUser(definition.FullName ?? definition.Name);
    }
}
