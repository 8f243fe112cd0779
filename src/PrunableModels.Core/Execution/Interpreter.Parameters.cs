using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <content>TorchSharp's lists and dictionaries of parameters, which they enumerate under their positions or keys.</content>
internal sealed partial class Interpreter
{
    private ConstructedModule NewParameters(string id, IReadOnlyList<BoundArgument> arguments)
    {
        var made = new ConstructedModule(id);
        foreach (var item in arguments.SelectMany(a => a.Value is Value.Sequence { IsTuple: false } list ? list.Items : [a.Value]))
        {
            if (item is Value.Sequence { IsTuple: true, Items: [var key, var parameter] })
            {
                RegisterTensor(made, NameOf(key), parameter, isBuffer: false);
            }
            else
            {
                RegisterTensor(made, NextName(made), item, isBuffer: false);
            }
        }

        return made;
    }

    private static string NextName(ConstructedModule list) => list.Registration.Tensors.Count().ToString(CultureInfo.InvariantCulture);

    // Null where it is no method that is known.
    private Value? OfParameters(string name, IReadOnlyList<BoundArgument> arguments)
    {
        if (arguments.Count == 0 || arguments[0].Value is not Value.Module { Instance: var holder } || !LayerTable.HoldsParameters(holder.Class))
        {
            return null;
        }

        switch (name, arguments.Skip(1).Select(a => a.Value).ToList())
        {
            case ("Add" or "append", [var item]) when holder is ConstructedModule list && !isForward:
                RegisterTensor(list, NextName(list), item, isBuffer: false);
                return arguments[0].Value;
            case ("Add", [Value.Text key, var item]) when holder is ConstructedModule table && !isForward:
                RegisterTensor(table, key.Value, item, isBuffer: false);
                return arguments[0].Value;
            case ("ContainsKey", [Value.Text key]):
                return new Value.Flag(ParameterNames(holder).Contains(key.Value));
            default:
                return null;
        }
    }

    private static IReadOnlyList<string> ParameterNames(ModuleObject holder) =>
        holder is ConstructedModule made ? [.. made.Registration.Tensors.Select(t => t.Name)] : [.. holder.Tensors.Select(t => t.Name)];

    private Value? ParameterAt(ModuleObject holder, Value key, bool fromEnd)
    {
        var names = ParameterNames(holder);
        var name = key switch
        {
            Value.Text text => text.Value,
            Value.Integer { Axis: null } n when n.Size.IsConstant(out var at) => names.ElementAtOrDefault((int)(fromEnd ? names.Count - at : at)),
            _ => null,
        };
        return name is not null && names.Contains(name) ? ParameterNamed(holder, name) : null;
    }

    private Value ParameterNamed(ModuleObject holder, string name) =>
        !isForward && holder is ConstructedModule made ? made.Registration.Tensors.First(t => t.Name == name).Tensor : new Value.Weight(holder, name);

    private IEnumerable<Value> Parameters(ModuleObject holder, Expression at) => ParameterNames(holder).Select(n =>
    {
        var parameter = Placed(ParameterNamed(holder, n), at);
        return holder.Class == "ParameterDict" ? new Value.Sequence([new Value.Text(n), parameter], isTuple: true) : parameter;
    });
}
