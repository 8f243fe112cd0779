using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>From .NET values to the values of programs.</summary>
internal static class LiveValue
{
    /// <summary>The value, or null where programs have none for it or it could not be read.</summary>
    /// <param name="value">A field's or property's value.</param>
    /// <param name="model">The live model, or null where there is none in which modules and objects could be found.</param>
    /// <param name="place">Where it was read, such as <c>blocks.0.config</c>.</param>
    public static Value? Of(object? value, LiveModel? model, string place) => value switch
    {
        null => new Value.Null(),
        _ when ReferenceEquals(value, Pruning.Unreadable) => null,
        bool b => new Value.Flag(b),
        string s => new Value.Text(s),
        char c => new Value.Text(c.ToString()),
        Enum e => new Value.Text(e.ToString()),
        ulong and > long.MaxValue => null,
        byte or sbyte or short or ushort or int or uint or long or ulong => new Value.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture)) { Member = place },
        IFormattable n and (float or double or decimal or Half) => new Value.Number(n.ToString(null, CultureInfo.InvariantCulture)),
        torch.nn.Module m => model is null ? null : new Value.Module(model.View(m)),
        torch.Tensor t => model is null ? null : Tensor(t, model, place),
        Delegate function => model is null ? null : new Value.Symbol(model.NameOf(function, place)) { IsState = true },
        ITuple t => new Value.Sequence(Enumerable.Range(0, t.Length).Select(i => Item(t[i], model, $"{place}[{i}]")), isTuple: true),
        IDictionary table => new Value.Table(Entries(table, model, place)),
        ICollection list => new Value.Sequence(list.Cast<object?>().Select((item, i) => Item(item, model, $"{place}[{i}]"))),

        // What can only be enumerated may never end, or be another one the next time.
        IEnumerable => null,
        _ => model is null ? null : new Value.Object(model.View(value, place)),
    };

    /// <summary>The name as users write it: a property's where it is that of its field.</summary>
    public static string Plain(string field) =>
        field.Length > 0 && field[0] == '<' && field.IndexOf('>', StringComparison.Ordinal) is var end and > 0 ? field[1..end] : field;

    private static IEnumerable<KeyValuePair<Value, Value>> Entries(IDictionary table, LiveModel? model, string place)
    {
        foreach (DictionaryEntry entry in table)
        {
            yield return new(Item(entry.Key, model, place), Item(entry.Value, model, $"{place}[{entry.Key}]"));
        }
    }

    private static Value Item(object? item, LiveModel? model, string place) => Of(item, model, place) ?? new Value.Symbol(place) { IsState = true };

    private static Value Tensor(torch.Tensor tensor, LiveModel model, string place) => model.Find(tensor) is { } found
        ? new Value.Weight(found.Owner, found.Name)
        : new Value.Opaque("a tensor that is not registered") { Slot = new(model.NameOf(tensor, place), [.. tensor.shape.Select(Size.Constant)], IsBuffer: true) { IsIntegral = tensor.dtype is torch.ScalarType.Int64 or torch.ScalarType.Int32 } };
}
