using System;
using System.Collections.Generic;

namespace PrunableModels.Core;

/// <content>
/// Lists and dictionaries of tensors that a model is called with: each element that the model asks for by position or key is an
/// input of its own; how many there are, only the caller knows.
/// </content>
internal sealed partial class Interpreter
{
    private static readonly string[] TableTypes = ["Dictionary<string, ", "IDictionary<string, ", "IReadOnlyDictionary<string, "];

    private readonly Dictionary<(string Collection, string Key), Value.Tensor> givenElements = [];
    private readonly HashSet<string> givenCollections = new(StringComparer.Ordinal);

    private static bool IsCollectionOfTensors(string type) =>
        ListElement(type) == "Tensor" || Array.Exists(TableTypes, t => type == $"{t}Tensor>");

    private Value.Symbol Collection(string type, string name)
    {
        givenCollections.Add(Assumptions.OfInput(name));
        return new(Assumptions.OfInput(name)) { Type = type };
    }

    private bool IsGiven(Value value) => value is Value.Symbol { Key: var key } && givenCollections.Contains(key);

    private Value GivenElement(Value collection, Value key, bool fromEnd)
    {
        var name = ((Value.Symbol)collection).Key;
        if (fromEnd || !IsKey(key))
        {
            return new Value.Opaque($"which element of {name} is meant");
        }

        var text = key is Value.Text t ? t.Value : $"{key}";
        if (!givenElements.TryGetValue((name, text), out var element))
        {
            element = new(Graph.NewInput($"{Assumptions.NameOfInput(name)}[{text}]", null));
            givenElements.Add((name, text), element);
            Graph.Root.Inputs.Add(new(element.Held, key is Value.Text ? text : $"{Assumptions.NameOfInput(name)}{text}", IsPacked: false));
        }

        return element;
    }

    // An element that may be missing is looked at both ways.
    private Value? GivenIfThere(Value collection, Value key) =>
        way.Decide($"{collection}[{key}] == null") ? null : GivenElement(collection, key, fromEnd: false);
}
