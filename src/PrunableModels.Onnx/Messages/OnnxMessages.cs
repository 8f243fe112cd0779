using System.Collections.Generic;

namespace PrunableModels.Onnx;

/// <summary>A file: a graph, and which operators it may use.</summary>
internal sealed record ModelMessage(long IrVersion, long Opset, string Producer, string ProducerVersion, GraphMessage Graph) : Message
{
    public override void Tell(IFields fields)
    {
        fields.Integer(1, IrVersion);
        fields.Text(2, Producer);
        fields.Text(3, ProducerVersion);
        fields.Nested(7, Graph);
        fields.Nested(8, new OperatorSetMessage(Opset));
    }
}

/// <summary>The version of the standard operators.</summary>
internal sealed record OperatorSetMessage(long Version) : Message
{
    public override void Tell(IFields fields) => fields.Integer(2, Version);
}

/// <summary>Nodes in the order of execution, and what they start from and end with.</summary>
internal sealed record GraphMessage(string Name, IReadOnlyList<NodeMessage> Nodes, IReadOnlyList<TensorMessage> Initializers, IReadOnlyList<ValueMessage> Inputs, IReadOnlyList<ValueMessage> Outputs) : Message
{
    public override void Tell(IFields fields)
    {
        fields.Nested(1, Nodes);
        fields.Text(2, Name);
        fields.Nested(5, Initializers);
        fields.Nested(11, Inputs);
        fields.Nested(12, Outputs);
    }
}

/// <summary>One operator. A name that is empty stands for an input that is left out.</summary>
internal sealed record NodeMessage(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, string Name, IReadOnlyList<AttributeMessage> Attributes) : Message
{
    public override void Tell(IFields fields)
    {
        fields.Texts(1, Inputs);
        fields.Texts(2, Outputs);
        fields.Text(3, Name);
        fields.Text(4, Operator);
        fields.Nested(5, Attributes);
    }
}

/// <summary>A tensor that is part of the model.</summary>
internal sealed record TensorMessage(string Name, ElementType Type, IReadOnlyList<long> Shape, TensorData Content) : Message
{
    public override void Tell(IFields fields)
    {
        fields.Integers(1, Shape);
        fields.Integer(2, (long)Type);
        fields.Text(8, Name);
        fields.Data(9, Content);
    }
}

/// <summary>An input or output of the graph.</summary>
internal sealed record ValueMessage(string Name, ElementType Type, IReadOnlyList<AxisMessage> Shape) : Message
{
    public override void Tell(IFields fields)
    {
        fields.Text(1, Name);
        fields.Nested(2, new TypeMessage(new(Type, new(Shape))));
    }
}

/// <summary>A type, which is always that of a tensor here.</summary>
internal sealed record TypeMessage(TensorTypeMessage Tensor) : Message
{
    public override void Tell(IFields fields) => fields.Nested(1, Tensor);
}

/// <summary>The type of a tensor.</summary>
internal sealed record TensorTypeMessage(ElementType Type, ShapeMessage Shape) : Message
{
    public override void Tell(IFields fields)
    {
        fields.Integer(1, (long)Type);
        fields.Nested(2, Shape);
    }
}

/// <summary>A shape.</summary>
internal sealed record ShapeMessage(IReadOnlyList<AxisMessage> Axes) : Message
{
    public override void Tell(IFields fields) => fields.Nested(1, Axes);
}

/// <summary>An axis: its extent, or a name for what may be another with every call; neither where nothing is known.</summary>
internal sealed record AxisMessage(long? Extent, string? Name) : Message
{
    public override void Tell(IFields fields)
    {
        if (Extent is { } extent)
        {
            fields.Integer(1, extent);
        }
        else if (Name is not null)
        {
            fields.Text(2, Name);
        }
    }
}
