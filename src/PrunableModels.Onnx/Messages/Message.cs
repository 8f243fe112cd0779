namespace PrunableModels.Onnx;

/// <summary>A message of the ONNX schema, whose fields are told one after the other, by the numbers that they have there.</summary>
internal abstract record Message
{
    private long? size;

    /// <summary>How many bytes it takes when written.</summary>
    public long Size => size ??= FieldSizes.Of(this);

    /// <summary>Tells the fields that are set.</summary>
    public abstract void Tell(IFields fields);
}
