using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Statements.</content>
internal sealed partial class Interpreter
{
    private Flow Execute(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            CountStep();
            if (Execute(statement) is var flow and not Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow Execute(Statement statement)
    {
        switch (statement)
        {
            case Statement.Assign assign:
                Assign(assign.Target, Evaluate(assign.Value));
                return Flow.Next;
            case Statement.Evaluate evaluate:
                Evaluate(evaluate.Value);
                return Flow.Next;
            case Statement.If branch:
                return Execute(Chooses(branch.Condition, Throws(branch.Then), Throws(branch.Otherwise)) ? branch.Then : branch.Otherwise);
            case Statement.ForEach loop:
                return ForEach(loop);
            case Statement.Loop loop:
                return While(loop);
            case Statement.Return result:
                scope.Result = result.Value is null ? null : Evaluate(result.Value);
                return Flow.Return;
            case Statement.Break:
                return Flow.Break;
            case Statement.Continue:
                return Flow.Continue;
            case Statement.Section section:
                return Execute(section.Body) is var left and not Flow.Break ? left : Flow.Next;
            default:
                throw new ThrownException(scope.Class, scope.Member);
        }
    }

    private Flow ForEach(Statement.ForEach loop)
    {
        foreach (var item in Elements(Evaluate(loop.Source), loop.Source))
        {
            CountStep();
            Assign(loop.Variable, item);
            if (Execute(loop.Body) is var flow and (Flow.Break or Flow.Return))
            {
                return flow == Flow.Return ? flow : Flow.Next;
            }
        }

        return Flow.Next;
    }

    private Flow While(Statement.Loop loop)
    {
        for (var isFirst = loop.RunsFirst; isFirst || IsTrue(loop.Condition, isLoop: true); isFirst = false)
        {
            CountStep();
            if (Execute(loop.Body) is var flow and (Flow.Break or Flow.Return))
            {
                return flow == Flow.Return ? flow : Flow.Next;
            }

            Execute(loop.Next);
        }

        return Flow.Next;
    }

    private void Assign(Expression target, Value value)
    {
        switch (target)
        {
            case Expression.Local local:
                // A temporary of the reader holds what it is given.
                scope.Set(local.Name, local.Name.StartsWith("once__", System.StringComparison.Ordinal) ? value : Renamed(OwnCopy(value), local.Name));
                break;
            case Expression.Member member when value is Value.Weight or Value.Tensor { IsParameter: true } && Evaluate(member.Target) is Value.Module { Instance: ConstructedModule layer } && layer.OwnSlot(member.Name) is not null:
                layer.Tie(member.Name, value);
                break;
            case Expression.Member member when isForward && Evaluate(member.Target) is Value.Module { Instance: ConstructedModule { HasPath: true } live }:
                Leave(live, member.Name, value);
                break;
            case Expression.Member member when Evaluate(member.Target) is Value.Module { Instance: ConstructedModule module }:
                Declare(module, member.Name, value);
                module.Write(member.Name, value);
                module.Registration.Comes(member.Name, At(member));
                break;
            case Expression.Member member when Evaluate(member.Target) is (Value.Object or Value.Symbol { Type: not null }) and var owner:
                Assign(owner, member.Name, value);
                break;
            case Expression.Static shared:
                AssignStatic(shared, value);
                break;
            case Expression.Element element when Evaluate(element.Target) is Value.Table table:
                Put(table, Evaluate(element.Index), value);
                break;
            case Expression.TupleOf tuple:
                var parts = Deconstructed(value) is Value.Sequence sequence ? sequence.Items : [];
                for (var i = 0; i < tuple.Items.Count; i++)
                {
                    Assign(tuple.Items[i], i < parts.Count ? parts[i] : ElementOf(value, $"{i}"));
                }

                break;
            case Expression.Member member when Evaluate(member.Target) is Value.Module { Instance: var live }:
                Leave(live, member.Name, value);
                break;
            case Expression.Element element when Evaluate(element.Target) is Value.Module { Instance: ConstructedModule container } && value is Value.Module item:
                PutInto(container, element, item.Instance);
                break;
            case Expression.Element element when Evaluate(element.Target) is Value.Sequence list && Position(element, list.Items.Count) is { } index:
                Changes(list, isCleared: false);
                list.Items[index] = value;
                break;
            case Expression.Invoke { Function: "Tensor.index" } place when Arguments(place.Arguments) is [{ Value: Value.Tensor }, ..] arguments:
                Store(arguments[0], [.. arguments.Skip(1)], value, place);
                break;
            case Expression.Element element when Evaluate(element.Target) is Value.Tensor:
                Store(new(null, Evaluate(element.Target)), [new(null, Evaluate(element.Index))], value, element);
                break;
            case Expression.Member or Expression.Element when value.HoldsTensors:
                // Where it goes from here is not known.
                Apply(OperatorTable.Unknown, $"a store into {target}", [new(null, value)], At(target), isInPlace: false, layer: null);
                break;
        }
    }

    private Value Renamed(Value value, string name)
    {
        if (value is Value.Tensor tensor)
        {
            scope.Frame.Name(tensor.Held, name);
        }

        return value;
    }

    // A store into a tensor changes what every later reader of it sees.
    private void Store(BoundArgument tensor, IReadOnlyList<BoundArgument> indices, Value value, Expression at)
    {
        var stored = new BoundArgument(value is Value.Tensor ? null : "stored", value);
        var result = HoldTensors(indices) || value is Value.Sequence
            ? Apply("an indexed store", [tensor, stored, .. indices], At(at))
            : Apply("Tensor.index_put_", [tensor, stored, .. indices], At(at));
        if (tensor.Value is Value.Tensor changed && result is Value.Tensor now)
        {
            changed.Held = now.Held;
        }
    }
}
