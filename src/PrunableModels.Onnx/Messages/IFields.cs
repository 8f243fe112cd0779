namespace PrunableModels.Onnx;

/// <summary>Takes the fields of a message: to count their bytes, or to write them.</summary>
internal interface IFields
{
    void Text(int number, string text);

    void Integer(int number, long integer);

    void Single(int number, float single);

    void Data(int number, TensorData data);

    void Nested(int number, Message message);
}
