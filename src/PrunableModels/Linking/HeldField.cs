using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace PrunableModels;

/// <summary>Fields that hold modules or tensors, alone or in a list. TorchSharp reads the same fields to register what they hold.</summary>
internal static class HeldField
{
    /// <summary>What the field holds; null for a field that holds neither, or that was trimmed.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "TorchSharp reflects over the same fields of every module to register what they hold.")]
    public static object? Read(torch.nn.Module module, string name)
    {
        for (var type = module.GetType(); type is not null && type.Assembly != typeof(torch.nn.Module).Assembly; type = type.BaseType)
        {
            if (type.GetField(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is { } field)
            {
                return field.GetValue(module) is { } value && IsOfModels(value) ? value : null;
            }
        }

        return null;
    }

    private static bool IsOfModels(object value) => value switch
    {
        torch.nn.Module => true,
        torch.Tensor tensor => !tensor.IsInvalid,
        ITuple tuple => Enumerable.Range(0, tuple.Length).Any(i => tuple[i] is { } item && IsOfModels(item)),
        string or IDictionary => false,
        IList list => list.Cast<object?>().All(i => i is not null && IsOfModels(i)),
        _ => false,
    };
}
