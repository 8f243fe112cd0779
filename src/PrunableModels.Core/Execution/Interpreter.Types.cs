using System.Linq;

namespace PrunableModels.Core;

/// <content>Of which type a value is.</content>
internal sealed partial class Interpreter
{
    private Value.Flag IsOfType(Expression.Is test)
    {
        var value = Evaluate(test.Value);
        return new(IsOfType(value, test.Type) ?? Decide($"{value} is {test.Type}", value));
    }

    private bool? IsOfType(Value value, string type) => value switch
    {
        Value.Null => false,
        Value.Module m => m.Instance.Is(type) ?? IsOfUserType(m.Instance.Class, type) ?? ValueTypes.OfLayer(m.Instance.Class, type),
        Value.Tensor when ValueTypes.IsModule(type) => false,
        Value.Tensor => type == "Tensor" ? true : null,
        Value.Text => type == "string" ? true : null,
        Value.Flag => type == "bool",
        _ => null,
    };

    // The classes of the program know what they derive from.
    private bool? IsOfUserType(string id, string type)
    {
        var classes = Hierarchy(id).ToList();
        return classes.Count == 0 ? null
            : type == "Module" || classes.Any(c => c.Id == type || c.Ancestors.Contains(type)) ? true
            : classes[classes.Count - 1].Ancestors.Count > 0 && (ValueTypes.IsModule(type) || type.IndexOf('.') >= 0) ? false
            : null;
    }
}
