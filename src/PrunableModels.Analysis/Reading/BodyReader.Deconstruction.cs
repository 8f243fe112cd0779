using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Values taken apart: tuples by position, others by their method.</content>
internal sealed partial class BodyReader
{
    private void Deconstruct(IDeconstructionAssignmentOperation parts)
    {
        var info = parts.Syntax is AssignmentExpressionSyntax assignment && parts.SemanticModel is { } model ? model.GetDeconstructionInfo(assignment) : default;
        Deconstruct(Target(parts.Target), Read(parts.Value), info, parts);
    }

    private void Deconstruct(Expression target, Expression value, DeconstructionInfo info, IOperation at)
    {
        if (info.Method is not { } method || target is not Expression.TupleOf { Items: var items })
        {
            Add(new Statement.Assign(target, value));
            return;
        }

        var parts = items.Select((item, i) => item is Expression.TupleOf ? new Expression.Local($"{OnceName}{onces++}") : item).ToList();
        if (method.ContainingType.Name == "KeyValuePair")
        {
            Add(new Statement.Assign(new Expression.TupleOf(parts.ToEquatableArray()), value));
        }
        else if (method.IsImplicitlyDeclared)
        {
            // A record's own gives a tuple of its positions.
            var positions = Place(new Expression.Method(value, context.Refer(method.ContainingType), method.Name, []), at);
            Add(new Statement.Assign(new Expression.TupleOf(parts.ToEquatableArray()), positions));
        }
        else
        {
            CallsInClass(method);
            var outs = parts.Select(p => new Argument(null, new Expression.Reference(p)));
            Add(new Statement.Evaluate(Place(
                method.IsStatic
                    ? new Expression.Method(null, context.Refer(method.ContainingType), method.Name, [new(null, value), .. outs])
                    : new Expression.Method(value, context.Refer(method.ContainingType), method.Name, outs.ToEquatableArray()),
                at)));
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is Expression.TupleOf nested)
            {
                Deconstruct(nested, parts[i], info.Nested.ElementAtOrDefault(i), at);
            }
        }
    }
}
