using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// Tensors in files of the safetensors format, which Python, Rust and others read as well. Reading is strict: a file that its
/// header does not describe to the byte is refused.
/// </summary>
public static class SafetensorsFile
{
    /// <summary>
    /// Writes tensors in the given order. The file appears complete or not at all, and no more than one tensor is held a second
    /// time in memory while it is written.
    /// </summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="tensors">Names and tensors, such as a module's <c>state_dict()</c>.</param>
    /// <param name="metadata">Free text to keep in the header.</param>
    /// <exception cref="ArgumentException">A name occurs twice or is reserved, or the format has no name for a tensor's dtype.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var list = tensors.ToList();
        var header = SafetensorsWriter.Header(SafetensorsWriter.Plan(list), metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (var (_, tensor) in list)
            {
                TensorBytes.Write(tensor, stream);
            }
        });
    }

    /// <summary>Reads every tensor of a file to the CPU. They belong to the caller, or to the caller's dispose scope.</summary>
    /// <exception cref="SafetensorsException">The file is malformed; the message says in what way.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using var stream = Open(path);
        using var scope = NewDisposeScope();
        var header = SafetensorsHeader.Read(stream, path);
        var tensors = new Dictionary<string, Tensor>(header.Entries.Count, StringComparer.Ordinal);
        foreach (var entry in header.Entries)
        {
            stream.Position = header.DataStart + entry.Start;
            tensors.Add(entry.Name, TensorBytes.Read(entry, stream, path));
        }

        scope.MoveToOuter(tensors.Values);
        return tensors;
    }

    /// <summary>Reads the free text of a file's header, after checking the header as <see cref="Read"/> does.</summary>
    /// <exception cref="SafetensorsException">The file is malformed; the message says in what way.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        using var stream = Open(path);
        return SafetensorsHeader.Read(stream, path).Metadata;
    }

    /// <summary>
    /// Puts a file's tensors into a module. The file must hold exactly the module's parameters and buffers, each with its shape
    /// and dtype; otherwise every difference is reported and the module is left as it was.
    /// </summary>
    /// <exception cref="SafetensorsException">The file is malformed, or does not fit the module.</exception>
    public static void Load(nn.Module module, string path)
    {
        using var scope = NewDisposeScope();
        var state = module.state_dict();
        var tensors = Read(path);
        var faults = SafetensorsFit.Faults(state, tensors);
        if (faults.Count > 0)
        {
            throw new SafetensorsException(path, $"does not fit {module.GetName()}: {string.Join("; ", faults)}");
        }

        using var quiet = no_grad();
        foreach (var (name, tensor) in tensors)
        {
            state[name].copy_(tensor);
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
}
