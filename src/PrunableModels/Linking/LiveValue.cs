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
    /// <param name="model">The model that holds the value; null where it can hold neither module nor tensor.</param>
    public static Value? Of(object? value, LiveModel? model) => value switch
    {
        null => null,
        bool b => new Value.Flag(b),
        string s => new Value.Text(s),
        Enum e => new Value.Text(e.ToString()),
        byte or sbyte or short or ushort or int or uint or long => new Value.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        IFormattable n and (float or double or decimal or Half) => new Value.Number(n.ToString(null, CultureInfo.InvariantCulture)),
        torch.nn.Module m => model is null ? null : new Value.Module(model.View(m)),
        torch.Tensor t => model is null ? null : Tensor(t, model),
        ITuple t => new Value.Sequence(Enumerable.Range(0, t.Length).Select(i => OrOpaque(t[i], model)), isTuple: true),
        IEnumerable list => new Value.Sequence(list.Cast<object?>().Select(i => OrOpaque(i, model))),
        _ => null,
    };

    private static Value Tensor(torch.Tensor tensor, LiveModel model) => model.Find(tensor) is { } place
        ? new Value.Weight(place.Owner, place.Name)
        : new Value.Opaque("a tensor that is not registered") { Slot = new("", [.. tensor.shape.Select(Size.Constant)], IsBuffer: true) { IsIntegral = tensor.dtype is torch.ScalarType.Int64 or torch.ScalarType.Int32 } };

    private static Value OrOpaque(object? item, LiveModel? model) =>
        item is null ? new Value.Null() : Of(item, model) ?? new Value.Opaque($"a {item.GetType().Name}");
}
