using System.Collections.Generic;
using TorchSharp;

namespace PrunableModels;

/// <summary>Writes checkpoint files: safetensors within a <see cref="CheckpointFrame"/>.</summary>
internal static class CheckpointWriter
{
    /// <summary>Writes beside the file and takes its place once every byte is on the disk.</summary>
    public static void Write(string path, IReadOnlyList<KeyValuePair<string, torch.Tensor>> tensors, IReadOnlyDictionary<string, string> texts)
    {
        var plan = SafetensorsWriter.Plan(tensors);
        var header = SafetensorsWriter.Header(plan, texts);
        var length = header.Length + (plan.Count == 0 ? 0 : plan[^1].End);
        Leftovers.Delete(path);
        AtomicFile.Write(path, file =>
        {
            using var stream = new HashingStream(file);
            stream.Write(CheckpointFrame.Head(length));
            stream.Write(header);
            foreach (var (_, tensor) in tensors)
            {
                TensorBytes.Write(tensor, stream);
            }

            file.Write(stream.Hash());
        });
    }
}
