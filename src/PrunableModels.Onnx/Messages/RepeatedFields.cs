using System.Collections.Generic;

namespace PrunableModels.Onnx;

/// <summary>Fields that occur any number of times.</summary>
internal static class RepeatedFields
{
    public static void Texts(this IFields fields, int number, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            fields.Text(number, text);
        }
    }

    public static void Integers(this IFields fields, int number, IEnumerable<long> integers)
    {
        foreach (var integer in integers)
        {
            fields.Integer(number, integer);
        }
    }

    public static void Nested(this IFields fields, int number, IEnumerable<Message> messages)
    {
        foreach (var message in messages)
        {
            fields.Nested(number, message);
        }
    }
}
