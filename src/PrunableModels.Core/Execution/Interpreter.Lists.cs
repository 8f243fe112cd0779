using System;
using System.Collections.Generic;

namespace PrunableModels.Core;

/// <content>Methods that change a list itself.</content>
internal sealed partial class Interpreter
{
    private static bool ChangesList(string function) =>
        function.StartsWith("List.", StringComparison.Ordinal) || function.StartsWith("Array.", StringComparison.Ordinal) || function.StartsWith("MemoryExtensions.", StringComparison.Ordinal);

    // Null where the method changes nothing, or is known by its name alone.
    private static Value? Changed(string name, Value.Sequence list, IReadOnlyList<BoundArgument> arguments)
    {
        switch (name)
        {
            case "Reverse" when arguments.Count == 1:
                list.Items.Reverse();
                return list;
            case "Remove" when arguments.Count == 2:
                var at = list.Items.FindIndex(i => IsSame(i, arguments[1].Value));
                if (at >= 0)
                {
                    list.Items.RemoveAt(at);
                }

                return new Value.Flag(at >= 0);
            case "IndexOf" when arguments.Count == 2:
                return new Value.Integer(list.Items.FindIndex(i => IsSame(i, arguments[1].Value)));
            case "Sort" or "RemoveAll" or "RemoveRange" or "InsertRange" or "Fill" or "Resize" or "Copy" or "CopyTo":
                for (var i = 0; i < list.Items.Count; i++)
                {
                    list.Items[i] = list.Items[i] is Value.Tensor ? list.Items[i] : new Value.Opaque($"what {name} leaves in a list is not known");
                }

                return null;
            default:
                return null;
        }
    }

    private static bool IsSame(Value a, Value b) => ReferenceEquals(a, b) || (a, b) switch
    {
        (Value.Module m, Value.Module n) => ReferenceEquals(m.Instance, n.Instance),
        (Value.Tensor t, Value.Tensor u) => ReferenceEquals(t.Held, u.Held),
        (Value.Text s, Value.Text t) => s.Value == t.Value,
        _ => false,
    };
}
