using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels.Onnx;

/// <content>Arguments that are no tensors. Each has to be read, or said to be of no importance: what a converter does not know is refused.</content>
internal sealed partial class NodeConversion
{
    // A new value of a variable is the same to whoever gets it.
    private readonly HashSet<string> read = new(["inplace"], StringComparer.Ordinal);

    /// <summary>Says that arguments change nothing in evaluation, or follow from the tensors.</summary>
    public void Ignore(params string[] names) => read.UnionWith(names);

    /// <summary>Says so of all arguments, which the type of the result has in it.</summary>
    public void IgnoreAll() => read.UnionWith(node.Attributes.Items.Select(i => i.Key));

    /// <summary>The argument of that name, or null.</summary>
    public Value? Find(params string[] names)
    {
        read.UnionWith(names);
        return names.Select(node.Attributes.Find).FirstOrDefault(v => v is not null);
    }

    /// <summary>All arguments of that name, in order.</summary>
    public IReadOnlyList<Value> All(string name)
    {
        read.Add(name);
        return [.. node.Attributes.Items.Where(i => i.Key == name).Select(i => i.Value)];
    }

    /// <summary>A number that has to be given.</summary>
    public double Number(string name) => Find(name) is { } value ? Known(value, name) : throw Refuse($"'{name}' is not known");

    /// <summary>A number.</summary>
    public double Number(string name, double orElse) => Find(name) is { } value ? Known(value, name) : orElse;

    /// <summary>A number that may be absent.</summary>
    public double? MaybeNumber(params string[] names) => Find(names) is { } value ? Known(value, names[0]) : null;

    /// <summary>A whole number.</summary>
    public long Integer(string name, long orElse) => Find(name) is { } value ? (long)Known(value, name) : orElse;

    /// <summary>A dimension, which is negative where it is counted from the last.</summary>
    public long Dimension(long orElse, params string[] names) => Find(names) is { } value ? (long)Known(value, names[0]) : orElse;

    /// <summary>Dimensions; null where none are given.</summary>
    public long[]? Dimensions(params string[] names) => Find(names) switch
    {
        null => null,
        Value.Sequence list => [.. list.Items.Select(i => (long)Known(i, names[0]))],
        { } one => [(long)Known(one, names[0])],
    };

    /// <summary>A truth value. A layer or function that asks whether the model is in training hears that it is not.</summary>
    public bool Flag(string name, bool orElse) => Find(name) switch
    {
        null => orElse,
        Value.Flag flag => flag.Value,
        Value.Symbol { Key: "training" } => false,
        _ => throw Refuse($"'{name}' is not known"),
    };

    /// <summary>A text or the name of an enumeration's member.</summary>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        Value.Text text => text.Value,
        _ => throw Refuse($"'{name}' is not known"),
    };

    /// <summary>A size.</summary>
    public Size SizeOf(Value value) => value is Value.Integer integer ? integer.Size : value is Value.Symbol symbol ? Size.Symbol(symbol.Key) : throw Refuse($"the size {value} is not known");

    /// <summary>A type of numbers; null where none is given.</summary>
    public ElementType? Type(params string[] names) => Find(names) switch
    {
        null => null,
        Value.Text { Value: var name } when Enum.TryParse<torch.ScalarType>(name, out var type) && ElementTypes.Of(type) is { } element => element,
        Value.Symbol { Told: { Name: "dtype" } told } => graph.Value(told.Tensor).Type,
        { } other => throw Refuse($"the type of numbers {other} is not known or has no equal in ONNX"),
    };

    /// <summary>One number for each of so many axes, or one for all.</summary>
    public long[] Window(string name, int axes, long orElse) => Window([name], axes, [.. Enumerable.Repeat(orElse, axes)]);

    /// <summary>One number for each of so many axes, or one for all.</summary>
    public long[] Window(string[] names, int axes, long[] orElse) => Dimensions(names) switch
    {
        null => orElse,
        [var one] => [.. Enumerable.Repeat(one, axes)],
        { } list when list.Length == axes => list,
        _ => throw Refuse($"'{names[0]}' has not one number for each of {axes} axes"),
    };

    private double Known(Value value, string name) => value.AsLiteral() ?? throw Refuse($"'{name}' is {value}, which is not known");

    private void RequireRead()
    {
        if (node.Attributes.Items.FirstOrDefault(i => i.Value is not Value.Null && !read.Contains(i.Key)) is { Key: { } name, Value: var value })
        {
            throw Refuse($"it is given {value} as '{name}', which is not exported");
        }
    }
}
