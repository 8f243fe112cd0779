using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>The types of live modules by the names that programs use.</summary>
internal static class LiveTypes
{
    // The same for all modules of a class, of which there are many in a model.
    private static readonly ConditionalWeakTable<Type, Known> Classes = [];

    private sealed record Known(string Class, string? Container);

    /// <summary>The class: of TorchSharp by its plain name, also where its factory makes a generic one; a user's by its id.</summary>
    public static string ClassOf(torch.nn.Module module) => Of(module).Class;

    /// <summary>The container of TorchSharp that a module is or derives from, or null.</summary>
    public static string? ContainerOf(torch.nn.Module module) => Of(module).Container;

    /// <summary>The id of a user's class.</summary>
    public static string UserClass(Type type)
    {
        type = Definition(type);
        return TypeIds.OfUser(type.FullName ?? type.Name);
    }

    /// <summary>True where a module's class or one of its base classes is the type; of interfaces, and of what compaction put into a model, programs know.</summary>
    public static bool? Is(torch.nn.Module module, string type) => module is NarrowedLayerNorm ? null
        : Ancestors(module.GetType()).Select(Name).Contains(type, StringComparer.Ordinal) ? true
        : null;

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }

    private static string Name(Type type) =>
        !IsOfTorch(type) ? UserClass(type)
        : type.IsGenericType ? $"{Plain(type)}<{string.Join(",", type.GetGenericArguments().Select(Name))}>"
        : Plain(type);

    private static Known Of(torch.nn.Module module) => Classes.GetValue(module.GetType(), type =>
        new(IsOfTorch(type) ? Plain(type) : UserClass(type), Ancestors(type).Where(IsOfTorch).Select(Plain).FirstOrDefault(LayerTable.IsContainer)));

    private static bool IsOfTorch(Type type) => type.Assembly == typeof(torch.nn.Module).Assembly;

    private static string Plain(Type type) => type.Name.Split('`')[0];

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
