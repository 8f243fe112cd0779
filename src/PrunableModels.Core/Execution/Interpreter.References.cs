using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Arguments that a method assigns: <c>ref</c> and <c>out</c>.</content>
internal sealed partial class Interpreter
{
    // What a reference holds before the call; out variables hold nothing yet.
    private Value Referred(Expression.Reference reference) => Evaluate(reference.Target);

    private static Expression? TargetOf(Expression expression) => (expression as Expression.Reference)?.Target;

    // What the method has left in its parameters, read while its scope is the current one.
    private IReadOnlyList<(Expression Target, Value Value)> Assigned(IReadOnlyList<BoundArgument> arguments, Func<int, string?> parameter) =>
        !HaveTargets(arguments) ? []
        : [.. arguments.Select((a, i) => (a.Target, Name: parameter(i))).Where(a => a.Target is not null && a.Name is not null).Select(a => (a.Target!, scope.Find(a.Name!) ?? new Value.Symbol(a.Name!)))];

    private static bool HaveTargets(IReadOnlyList<BoundArgument> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Target is not null)
            {
                return true;
            }
        }

        return false;
    }

    // A function that is not known may have assigned anything that was computed from what it was given.
    private Value AssignedByUnknown(Value result, string function, IReadOnlyList<BoundArgument> arguments, Origin at)
    {
        if (!HaveTargets(arguments))
        {
            return result;
        }

        var tensors = arguments.Where(a => a.Value.HoldsTensors).ToList();
        foreach (var argument in arguments.Where(a => a.Target is not null))
        {
            Assign(argument.Target!, tensors.Count > 0 ? Apply(OperatorTable.Unknown, function, tensors, at, isInPlace: false, layer: null) : new Value.Opaque($"what {function} assigns is not known"));
        }

        return result;
    }
}
