using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The arguments of an operator or layer that are no tensors, by TorchSharp's parameter names, in the order given.</summary>
public sealed class Attributes
{
    private readonly List<KeyValuePair<string, Value>> items;

    /// <summary>Makes attributes of named values.</summary>
    public Attributes(IEnumerable<KeyValuePair<string, Value>> items) => this.items = items.ToList();

    /// <summary>No attributes.</summary>
    public static Attributes None { get; } = new([]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Items => items;

    /// <summary>The value of that name, or null.</summary>
    public Value? Find(string name)
    {
        foreach (var item in items)
        {
            if (item.Key == name && item.Value is not Value.Null)
            {
                return item.Value;
            }
        }

        return null;
    }

    /// <summary>The integer of that name, or the default.</summary>
    public Size Integer(string name, long orElse) => Find(name) switch
    {
        Value.Integer i => i.Size,
        Value.Symbol s => Size.Symbol(s.Key),
        _ => orElse,
    };

    /// <summary>The integer of that name if it is known.</summary>
    public long? Constant(string name, long orElse) => Integer(name, orElse).IsConstant(out var value) ? value : null;

    /// <summary>The flag of that name; the default where it is absent or not known.</summary>
    public bool Flag(string name, bool orElse) => Find(name) is Value.Flag f ? f.Value : orElse;

    /// <summary>One integer for each of so many axes: from a tuple or an array, or one integer for all.</summary>
    public IReadOnlyList<Size> Window(string name, int axes, IReadOnlyList<Size>? orElse = null) => Find(name) switch
    {
        Value.Sequence s when s.Items.Count == axes => s.Items.ConvertAll(SizeOf),
        Value.Sequence { Items.Count: 1 } s => [.. Enumerable.Repeat(SizeOf(s.Items[0]), axes)],
        { } one and not Value.Sequence => [.. Enumerable.Repeat(SizeOf(one), axes)],
        _ => orElse ?? [.. Enumerable.Repeat(Size.One, axes)],
    };

    private static Size SizeOf(Value value) => value switch
    {
        Value.Integer i => i.Size,
        Value.Symbol s => Size.Symbol(s.Key),
        _ => Size.Symbol($"{value}"),
    };
}
