using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>What is known of a tensor that a constructor made.</summary>
internal static class TensorShape
{
    private static readonly HashSet<string> WholeNumbers = ["Int64", "Int32"];

    private static readonly HashSet<string> Arithmetic = ["add", "sub", "mul"];

    /// <summary>The extents, or null where not even their number is known.</summary>
    public static IReadOnlyList<Size>? Of(Value tensor) => tensor switch
    {
        Value.Tensor { Held.Type: { HasRank: true } type } => [.. type.Axes.Select(a => a.Extent)],
        Value.Weight { Owner: ConstructedModule owner } weight => owner.OwnSlot(weight.Name)?.Shape,
        _ => null,
    };

    /// <summary>Whether the tensor is known to hold whole numbers.</summary>
    public static bool IsIntegral(Value tensor) => tensor is Value.Tensor made && IsIntegral(made.Held);

    private static bool IsIntegral(GraphValue value)
    {
        if (value.Producer is not { } producer)
        {
            return false;
        }

        var type = producer.Attributes.Items.Where(a => a.Key is "dtype" or "type").Select(a => a.Value).OfType<Value.Text>().FirstOrDefault();
        return type is not null ? WholeNumbers.Contains(type.Value)
            : producer.Operator.Name switch
            {
                "arange" => AreWhole(producer.Attributes, "value"),
                "randperm" or "long" => true,
                "float" or "half" or "double" or "type_as" => false,
                "tensor" or "as_tensor" => AreWhole(producer.Attributes, "rawArray", "dataArray", "scalar"),
                var name when Arithmetic.Contains(name) => AreWhole(producer.Attributes, "value") && producer.Operands.All(o => o is null || IsIntegral(o)),
                _ => producer.Operator.Zero == ZeroRule.Moves && producer.Operands[0] is { } moved && IsIntegral(moved),
            };
    }

    private static bool AreWhole(Attributes attributes, params string[] names) =>
        attributes.Items.Where(a => names.Contains(a.Key)).SelectMany(a => a.Value is Value.Sequence s ? s.Items : [a.Value]).All(v => v is Value.Integer);
}
