using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>
/// Whole numbers in fields of modules, such as how many heads there are. Each is taken for the extent of an axis: where a view makes it
/// that of a tensor's axis, the field changes with the axis; wherever it is used as a mere number, neither does.
/// </content>
internal sealed partial class Interpreter
{
    // An extent of 1 cannot become smaller.
    private Value.Integer? Extent(ModuleObject module, FieldProgram field, Value value) =>
        isForward && field is { Kind: FieldKind.Scalar, IsStatic: false, Type: null or "int" or "long" } && module.IsRegistered && module.CanResize(field.Name)
        && (value as Value.Integer ?? (field.Type is null ? null : AsInteger(value))) is { Axis: null } number && !(number.Size.IsConstant(out var known) && known < 2)
            ? new(number.Size, Graph.FieldExtent(new(module, field.Name), number.Size)) { Member = number.Member }
            : null;

    private bool IsExtentOfField(AxisType axis) => Graph.FieldExtents.Values.Contains(axis);

    // What is no extent to an operator is a number.
    private Attributes WithNumbers(Attributes attributes) => attributes.Items.Any(a => HoldsExtent(a.Value))
        ? new(attributes.Items.Select(a => new KeyValuePair<string, Value>(a.Key, Number(a.Value))))
        : attributes;

    private bool HoldsExtent(Value value) => value switch
    {
        Value.Integer { Axis: { } axis } => IsExtentOfField(axis),
        Value.Sequence list => list.Items.Exists(HoldsExtent),
        _ => false,
    };

    private Value Number(Value value)
    {
        switch (value)
        {
            case Value.Integer { Axis: { } axis } integer when IsExtentOfField(axis):
                return new Value.Integer(AsNumber(integer)) { Member = integer.Member };
            case Value.Sequence list when HoldsExtent(list):
                return new Value.Sequence(list.Items.ConvertAll(Number), list.IsTuple);
            default:
                return value;
        }
    }
}
