using System.Buffers.Binary;
using System.Text;

namespace PrunableModels.Tests.Files;

/// <summary>Files made by hand, well-formed or not.</summary>
internal static class RawSafetensors
{
    public static byte[] Bytes(string header, params byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        return [.. Prefix((ulong)json.Length), .. json, .. data];
    }

    public static byte[] Prefix(ulong length)
    {
        var prefix = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length);
        return prefix;
    }
}
