using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>
/// Fields that <c>forward</c> assigns. One that it reads first holds what an earlier call has left: nothing, or a tensor whose
/// structures are those of the model as it was then.
/// </content>
internal sealed partial class Interpreter
{
    /// <summary>What conditions on such a field have in their text.</summary>
    public const string Left = "what an earlier call has left in ";

    private readonly Dictionary<Value.Sequence, (ModuleObject Module, string Field)> lists = [];
    private readonly HashSet<string> readFirst = [];
    private readonly Dictionary<string, Value> leftBehind = [];

    private Value? State(ModuleObject module, string name)
    {
        var path = module.PathOf(name);
        if (!way.Assumptions.States.Contains(path) || Hierarchy(module.Class).SelectMany(c => c.Fields).FirstOrDefault(f => f.Name == name) is not { } field)
        {
            readFirst.Add(path);
            return null;
        }

        if (leftBehind.TryGetValue(path, out var known))
        {
            return known;
        }

        Value value = field.Kind switch
        {
            FieldKind.Scalar => new Value.Symbol($"{Left}{path}"),
            FieldKind.Tensor => way.Decide($"whether {Left}{path} is null") ? new Value.Null() : Apply(OperatorTable.Unknown, $"{Left}{path}", [], new(scope.Class, scope.Member, new Expression.Member(new Expression.This(), name)), isInPlace: false, layer: null),
            _ => new Value.Opaque($"{Left}{path}"),
        };
        return leftBehind[path] = value;
    }

    // A list is the same one wherever it is read, so that what is added to it is in it.
    private Value ReadOnce(ModuleObject module, FieldProgram field)
    {
        var value = module.Read(field);
        if (isForward && value is Value.Sequence { IsTuple: false } list)
        {
            lists[list] = (module, field.Name);
            written[(module, field.Name)] = list;
        }

        return value;
    }

    // Cleared, it is this call's own; changed in another way, it holds what earlier calls have put there.
    private void Changes(Value.Sequence list, bool isCleared)
    {
        if (lists.TryGetValue(list, out var owner))
        {
            lists.Remove(list);
            if (!isCleared && !way.Assumptions.States.Contains(owner.Module.PathOf(owner.Field)))
            {
                throw new StateException(owner.Module.PathOf(owner.Field));
            }
        }
    }

    private void Leave(ModuleObject module, string name, Value value)
    {
        var path = module.PathOf(name);
        if (readFirst.Contains(path) && !way.Assumptions.States.Contains(path))
        {
            throw new StateException(path);
        }

        written[(module, name)] = value;
        foreach (var axis in way.Assumptions.States.Contains(path) ? value.Tensors().SelectMany(t => t.Held.Type.Axes) : [])
        {
            Graph.Solver.Keep(axis, new(KeptKind.UnknownOperation, $"the next call reads {Left}{path}", null));
        }
    }
}
