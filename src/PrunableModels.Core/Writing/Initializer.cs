using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>What a constructor puts into a member.</summary>
internal abstract class Initializer
{
    private const string OneTensor = "Module<Tensor, Tensor>";

    /// <summary>The member's type.</summary>
    public abstract string Type { get; }

    /// <summary>The type with <c>call</c> that it has in common with other classes.</summary>
    public virtual string BaseType => OneTensor;

    /// <summary>The structure: everything but the numbers.</summary>
    public abstract string Shape { get; }

    public abstract IEnumerable<Number> Numbers { get; }

    /// <summary>The expression on one line.</summary>
    public abstract string Render(Func<Number, string> number);

    /// <summary>Writes the expression between a prefix and a suffix, on several lines where one is too short for it.</summary>
    public virtual void Write(SourceWriter writer, string prefix, string suffix, Func<Number, string> number) =>
        writer.Line(prefix + Render(number) + suffix);
}

/// <summary>A layer of TorchSharp.</summary>
internal sealed class LayerInitializer(ModuleNode node, IReadOnlyList<string> path) : Initializer
{
    private readonly LayerExpression expression = new(node, path);

    public override string Type => node.Module!.Class;

    public override string BaseType => TakesMore ? Type : base.BaseType;

    public override string Shape => expression.Shape;

    public override IEnumerable<Number> Numbers => expression.Numbers;

    private bool TakesMore => Type is "Bilinear" or "CosineSimilarity" || OperatorTable.Find(LayerTable.Find(Type)!.Operator)?.TakesLayerTensors == true;

    public override string Render(Func<Number, string> number) => expression.Render(number);
}

/// <summary>Fills a place in a container whose module does nothing or is never used.</summary>
internal sealed class PlaceholderInitializer : Initializer
{
    public override string Type => "Identity";

    public override string Shape => "Identity()";

    public override IEnumerable<Number> Numbers => [];

    public override string Render(Func<Number, string> number) => "Identity()";
}

/// <summary>A parameter or buffer: zeros, until the weights are loaded.</summary>
internal sealed class TensorInitializer(TensorLeaf leaf, IReadOnlyList<string> path) : Initializer
{
    private readonly IReadOnlyList<Code> extents =
    [
        .. leaf.Shape.Select((size, i) => Literals.Of(new Value.Integer(size), [.. path, $"size{i}"])
            ?? throw new CompactClassException($"{leaf.Path} cannot be written: its shape has the extent {size}, which is no number", null, "Link the program to the live model, whose sizes are numbers.")),
    ];

    public override string Type => leaf.IsBuffer ? "Tensor" : "Parameter";

    public override string Shape => $"{Type} of rank {extents.Count}{(leaf.IsIntegral ? ", whole numbers" : "")}";

    public override IEnumerable<Number> Numbers => extents.SelectMany(e => e.Numbers);

    public override string Render(Func<Number, string> number)
    {
        var sizes = Code.Join(extents).Render(p => number(((CodePart.Literal)p).Number));
        var type = leaf.IsIntegral ? ", dtype: ScalarType.Int64" : "";
        var zeros = extents.Count is > 0 and <= 4 ? $"zeros({sizes}{type})" : $"zeros([{sizes}]{type})";
        return leaf.IsBuffer ? zeros : $"Parameter({zeros})";
    }
}

/// <summary>An instance of a user's class.</summary>
internal sealed class NewInitializer(Instance child, IReadOnlyList<string> path) : Initializer
{
    private IReadOnlyList<Number>? numbers;

    public Instance Child => child;

    public override string Type => child.Plan.Name;

    public override string BaseType => child.Forward.BaseType;

    public override string Shape => child.Structure;

    /// <summary>One for each constructor parameter: known once the child's class is planned.</summary>
    public override IEnumerable<Number> Numbers => numbers ??=
        [.. child.Plan.Parameters.Select(p => new Number([.. path, p.Name], child.Numbers[p.Positions[0]].Text, p.IsReal))];

    public override string Render(Func<Number, string> number) =>
        $"new {Type}({string.Join(", ", Numbers.Zip(child.Plan.Parameters, (n, p) => $"{p.Name}: {number(n)}"))})";
}
