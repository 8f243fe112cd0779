using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>
/// Whole numbers in fields of modules, such as how many heads there are. Each is taken for the extent of an axis: where a view makes it
/// that of a tensor's axis, the field changes with the axis; wherever it is used as a mere number, neither does.
/// </content>
internal sealed partial class Interpreter
{
    // An extent of 1 cannot become smaller, and one that has to stay is a number.
    private Value.Integer? Extent(ModuleObject module, FieldProgram field, Value value)
    {
        if (!isForward || field is not { Kind: FieldKind.Scalar, IsStatic: false, Type: null or "int" or "long" } || !module.IsRegistered || !module.CanResize(field.Name)
            || (value as Value.Integer ?? (field.Type is null ? null : AsInteger(value))) is not { Axis: null } number || (number.Size.IsConstant(out var known) && known < 2))
        {
            return null;
        }

        var axis = Graph.FieldExtent(new(module, field.Name), number.Size);
        return Graph.Solver.Resolve(axis).Spaces.All(s => s.Kept is null) ? new(number.Size, axis) { Member = number.Member } : null;
    }

    // What is no extent to an operator is a number.
    private Attributes WithNumbers(Attributes attributes) => attributes.Items.Any(a => HoldsExtent(a.Value))
        ? new(attributes.Items.Select(a => new KeyValuePair<string, Value>(a.Key, Number(a.Value))))
        : attributes;

    private bool HoldsExtent(Value value) => value switch
    {
        Value.Integer { Axis: { } axis } => Graph.IsFieldExtent(axis),
        Value.Sequence list => list.Items.Exists(HoldsExtent),
        _ => false,
    };

    private Value Number(Value value)
    {
        switch (value)
        {
            case Value.Integer { Axis: { } axis } integer when Graph.IsFieldExtent(axis):
                return new Value.Integer(AsNumber(integer)) { Member = integer.Member };
            case Value.Sequence list when HoldsExtent(list):
                return new Value.Sequence(list.Items.ConvertAll(Number), list.IsTuple);
            default:
                return value;
        }
    }
}
