using System.IO;
using Google.Protobuf;

namespace PrunableModels.Onnx;

/// <summary>Writes fields as protocol buffers do. The data of tensors goes past the buffer, so that a model is never held twice.</summary>
internal sealed class FieldWriter : IFields
{
    private readonly CodedOutputStream output;
    private readonly Stream stream;

    private FieldWriter(CodedOutputStream output, Stream stream) => (this.output, this.stream) = (output, stream);

    /// <summary>Writes a message of less than 2 GB.</summary>
    public static void Write(Message message, Stream stream)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        message.Tell(new FieldWriter(output, stream));
    }

    public void Text(int number, string text)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    public void Integer(int number, long integer)
    {
        output.WriteTag(number, WireFormat.WireType.Varint);
        output.WriteInt64(integer);
    }

    public void Single(int number, float single)
    {
        output.WriteTag(number, WireFormat.WireType.Fixed32);
        output.WriteFloat(single);
    }

    public void Data(int number, TensorData data)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteLength(checked((int)data.Length));
        output.Flush();
        data.Write(stream);
    }

    public void Nested(int number, Message message)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteLength(checked((int)message.Size));
        message.Tell(this);
    }
}
