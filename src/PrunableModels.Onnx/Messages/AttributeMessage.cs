using System.Collections.Generic;

namespace PrunableModels.Onnx;

/// <summary>An argument of an operator that is no tensor.</summary>
internal abstract record AttributeMessage(string Name, int Kind) : Message
{
    private const int KindField = 20;

    public override void Tell(IFields fields)
    {
        fields.Text(1, Name);
        TellValue(fields);
        fields.Integer(KindField, Kind);
    }

    protected abstract void TellValue(IFields fields);

    public static implicit operator AttributeMessage((string Name, double Value) a) => new Number(a.Name, (float)a.Value);

    public static implicit operator AttributeMessage((string Name, long Value) a) => new Integer(a.Name, a.Value);

    public static implicit operator AttributeMessage((string Name, string Value) a) => new Text(a.Name, a.Value);

    public static implicit operator AttributeMessage((string Name, long[] Values) a) => new Integers(a.Name, a.Values);

    public static implicit operator AttributeMessage((string Name, string[] Values) a) => new Texts(a.Name, a.Values);

    private sealed record Number(string Name, float Value) : AttributeMessage(Name, 1)
    {
        protected override void TellValue(IFields fields) => fields.Single(2, Value);
    }

    private sealed record Integer(string Name, long Value) : AttributeMessage(Name, 2)
    {
        protected override void TellValue(IFields fields) => fields.Integer(3, Value);
    }

    private sealed record Text(string Name, string Value) : AttributeMessage(Name, 3)
    {
        protected override void TellValue(IFields fields) => fields.Text(4, Value);
    }

    private sealed record Integers(string Name, IReadOnlyList<long> Values) : AttributeMessage(Name, 7)
    {
        protected override void TellValue(IFields fields) => fields.Integers(8, Values);
    }

    private sealed record Texts(string Name, IReadOnlyList<string> Values) : AttributeMessage(Name, 8)
    {
        protected override void TellValue(IFields fields) => fields.Texts(9, Values);
    }
}
