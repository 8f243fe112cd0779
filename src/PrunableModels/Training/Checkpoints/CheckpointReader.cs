using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>A checkpoint file that has been found whole and unaltered.</summary>
internal sealed class CheckpointReader : IDisposable
{
    private readonly string path;
    private readonly FileStream file;
    private readonly Stream content;
    private readonly SafetensorsHeader header;

    /// <exception cref="CheckpointException">It is not.</exception>
    public CheckpointReader(string path)
    {
        this.path = path;
        file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);
        try
        {
            content = CheckpointFrame.Open(file, path);
            header = Checked(() => SafetensorsHeader.Read(content, path));
            Entries = header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>Everything else by name.</summary>
    public IReadOnlyDictionary<string, string> Texts => header.Metadata;

    /// <summary>Reads a tensor to the CPU; it belongs to the caller, or to the caller's dispose scope.</summary>
    public torch.Tensor Read(SafetensorsEntry entry)
    {
        content.Position = header.DataStart + entry.Start;
        return Checked(() => TensorBytes.Read(entry, content, path));
    }

    /// <summary>An exception that names the file.</summary>
    public CheckpointException Fault(string problem) => new(path, problem);

    public void Dispose() => file.Dispose();

    private T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SafetensorsException e)
        {
            throw Fault(e.Problem);
        }
        catch (EndOfStreamException)
        {
            throw Fault("became shorter while it was read");
        }
    }
}
