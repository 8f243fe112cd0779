using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>From .NET values to the values of programs.</summary>
internal static class LiveValue
{
    /// <summary>The value, or null where programs have none for it.</summary>
    /// <param name="value">A field's or property's value.</param>
    /// <param name="find">The view of a registered module.</param>
    public static Value? Of(object? value, Func<torch.nn.Module, LiveModule?> find) => value switch
    {
        null => null,
        bool b => new Value.Flag(b),
        string s => new Value.Text(s),
        Enum e => new Value.Text(e.ToString()),
        byte or sbyte or short or ushort or int or uint or long => new Value.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        IFormattable n and (float or double or decimal or Half) => new Value.Number(n.ToString(null, CultureInfo.InvariantCulture)),
        torch.nn.Module m when !IsList(m) => find(m) is { } live ? new Value.Module(live) : new Value.Opaque("a module that is not registered"),
        ITuple t => new Value.Sequence(Enumerable.Range(0, t.Length).Select(i => OrOpaque(t[i], find)), isTuple: true),
        IEnumerable list when value is not torch.Tensor => new Value.Sequence(list.Cast<object?>().Select(i => OrOpaque(i, find))),
        _ => null,
    };

    private static bool IsList(torch.nn.Module module) => module is IEnumerable;

    private static Value OrOpaque(object? item, Func<torch.nn.Module, LiveModule?> find) =>
        item is null ? new Value.Null() : Of(item, find) ?? new Value.Opaque($"a {item.GetType().Name}");
}
