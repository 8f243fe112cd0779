using System;
using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;

namespace PrunableModels;

/// <summary>
/// What stands around the content of a checkpoint: a mark, the version and the content's length before it, the SHA-256 of all bytes up to
/// there after it. Numbers are little-endian.
/// </summary>
internal static class CheckpointFrame
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const uint Version = 1;

    /// <summary>Mark, version, four bytes of zero, length.</summary>
    public const int HeadSize = 24;

    private const int HashSize = SHA256.HashSizeInBytes;
    private const int VersionAt = 8;
    private const int LengthAt = 16;

    /// <summary>A first byte that no text has, and a line end that a transfer as text would change.</summary>
    private static ReadOnlySpan<byte> Mark => [0x89, (byte)'P', (byte)'R', (byte)'U', (byte)'N', (byte)'E', (byte)'\r', (byte)'\n'];

    /// <summary>The bytes before a content of that length.</summary>
    public static byte[] Head(long length)
    {
        var head = new byte[HeadSize];
        Mark.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(VersionAt), Version);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(LengthAt), length);
        return head;
    }

    /// <summary>Checks everything and returns the content.</summary>
    /// <exception cref="CheckpointException">The file is no checkpoint, of a newer version, truncated or altered.</exception>
    public static Stream Open(Stream file, string path)
    {
        Span<byte> head = stackalloc byte[HeadSize];
        var read = file.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false);
        var marked = Math.Min(read, Mark.Length);
        if (!head[..marked].SequenceEqual(Mark[..marked]))
        {
            throw new CheckpointException(path, "is not a checkpoint; it does not begin like one");
        }

        if (read < HeadSize)
        {
            throw new CheckpointException(path, $"is truncated: it has {read} bytes, the head alone takes {HeadSize}");
        }

        CheckVersion(BinaryPrimitives.ReadUInt64LittleEndian(head[VersionAt..]), path);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(head[LengthAt..]);
        CheckLength(length, file.Length, path);
        CheckHash(file, path);
        return new StreamWindow(file, HeadSize, (long)length);
    }

    private static void CheckVersion(ulong version, string path)
    {
        if (version != Version)
        {
            throw new CheckpointException(path, version > Version
                ? $"is of version {version}, newer than version {Version}, which this library reads; or it has been altered"
                : $"is of version {version}, which never was; it has been altered");
        }
    }

    private static void CheckLength(ulong length, long found, string path)
    {
        // The length is compared before anything is added to it: a corrupt one may be near the end of its range.
        var room = found - HeadSize - HashSize;
        if (room < 0 || length > (ulong)room)
        {
            throw new CheckpointException(path, $"is truncated: it has {found} bytes, {length} of content and {HeadSize + HashSize} around it are needed");
        }

        if (length < (ulong)room)
        {
            throw new CheckpointException(path, $"has been altered: {(ulong)room - length} bytes stand after its end");
        }
    }

    private static void CheckHash(Stream file, string path)
    {
        file.Position = 0;
        var hash = SHA256.HashData(new StreamWindow(file, 0, file.Length - HashSize));
        Span<byte> saved = stackalloc byte[HashSize];
        file.Position = file.Length - HashSize;
        file.ReadExactly(saved);
        if (!saved.SequenceEqual(hash))
        {
            throw new CheckpointException(path, "has been altered: its SHA-256 is not the one that was written");
        }
    }
}
