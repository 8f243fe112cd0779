using System;
using System.IO;

namespace PrunableModels;

/// <summary>The state of a part that writes and reads itself.</summary>
internal static class StateBytes
{
    public static byte[] Of(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    public static void Read(byte[] bytes, Action<BinaryReader> read)
    {
        using var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream);
        read(reader);
        if (stream.Position != stream.Length)
        {
            throw new InvalidDataException($"{stream.Length - stream.Position} bytes are left over");
        }
    }

    /// <summary>Reads <paramref name="bytes"/> and then what was there before.</summary>
    /// <exception cref="FormatException">The bytes cannot be read.</exception>
    public static void Try(byte[] bytes, byte[] before, Action<BinaryReader> read)
    {
        try
        {
            Read(bytes, read);
        }
        catch (Exception e)
        {
            throw new FormatException($"cannot be read ({e.Message})");
        }
        finally
        {
            Read(before, read);
        }
    }
}
