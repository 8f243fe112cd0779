using Google.Protobuf;

namespace PrunableModels.Onnx;

/// <summary>Counts bytes: in 64 bits, because only a message that is too large shows that it is.</summary>
internal sealed class FieldSizes : IFields
{
    private long total;

    public static long Of(Message message)
    {
        var sizes = new FieldSizes();
        message.Tell(sizes);
        return sizes.total;
    }

    public void Text(int number, string text) => Add(number, CodedOutputStream.ComputeStringSize(text));

    public void Integer(int number, long integer) => Add(number, CodedOutputStream.ComputeInt64Size(integer));

    public void Single(int number, float single) => Add(number, sizeof(float));

    public void Data(int number, TensorData data) => Add(number, WithLength(data.Length));

    public void Nested(int number, Message message) => Add(number, WithLength(message.Size));

    private static long WithLength(long length) => CodedOutputStream.ComputeInt64Size(length) + length;

    private void Add(int number, long size) => total += CodedOutputStream.ComputeTagSize(number) + size;
}
