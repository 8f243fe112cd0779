using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>Whether a set of named tensors is exactly what a module needs.</summary>
internal static class SafetensorsFit
{
    /// <summary>Every difference, in words: missing, unexpected, and other than the module's in shape or dtype.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyDictionary<string, Tensor> wanted, IReadOnlyDictionary<string, Tensor> found)
    {
        var faults = wanted.Keys.Where(name => !found.ContainsKey(name)).Select(name => $"'{name}' is missing").ToList();
        foreach (var (name, tensor) in found)
        {
            if (!wanted.TryGetValue(name, out var target))
            {
                faults.Add($"'{name}' is not expected");
            }
            else if (!target.shape.SequenceEqual(tensor.shape))
            {
                faults.Add($"'{name}' has shape {Shape(tensor)}, the model {Shape(target)}");
            }
            else if (target.dtype != tensor.dtype)
            {
                faults.Add($"'{name}' has dtype {tensor.dtype}, the model {target.dtype}");
            }
        }

        return faults;
    }

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
