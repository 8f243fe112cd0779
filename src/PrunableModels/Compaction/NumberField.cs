using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using TorchSharp;

namespace PrunableModels;

/// <summary>A field of a user's module that holds a number: one with fractions, such as a norm's eps, or a whole one, such as how many heads there are.</summary>
/// <param name="module">The module.</param>
/// <param name="info">The field.</param>
internal sealed class NumberField(torch.nn.Module module, FieldInfo info)
{
    /// <summary>Whether the number is a whole one.</summary>
    public bool IsWhole => info.FieldType == typeof(int) || info.FieldType == typeof(long);

    /// <summary>The number.</summary>
    public double Value
    {
        get => Convert.ToDouble(info.GetValue(module), CultureInfo.InvariantCulture);
        set => info.SetValue(module, Convert.ChangeType(value, info.FieldType, CultureInfo.InvariantCulture));
    }

    /// <summary>The field of that name, or null where the module has none that holds such a number.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The generated accessor refers to the field; where it is trimmed all the same, the group is kept.")]
    public static NumberField? Find(torch.nn.Module module, string name)
    {
        for (var type = module.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is { } field)
            {
                return field.FieldType == typeof(double) || field.FieldType == typeof(float) || field.FieldType == typeof(int) || field.FieldType == typeof(long) ? new(module, field) : null;
            }
        }

        return null;
    }
}
