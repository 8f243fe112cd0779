using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// Tensors by what they are, not by the object that stands for them. After <c>linear.weight = embedding.weight</c> there are two
/// handles of one tensor, gradient and all, and <c>parameters()</c> lists both.
/// </summary>
internal sealed class SharedTensors<TValue>
{
    private readonly Dictionary<string, List<(torch.Tensor Tensor, TValue Value)>> byKind = new(StringComparer.Ordinal);

    /// <summary>What was added with a tensor, after adding it if it is new.</summary>
    public TValue GetOrAdd(torch.Tensor tensor, Func<TValue> make)
    {
        if (TryFind(tensor, out var found))
        {
            return found;
        }

        var kind = KindOf(tensor);
        if (!byKind.TryGetValue(kind, out var entries))
        {
            byKind[kind] = entries = [];
        }

        var value = make();
        entries.Add((tensor, value));
        return value;
    }

    /// <summary>Finds what was added with a tensor.</summary>
    public bool TryFind(torch.Tensor tensor, [MaybeNullWhen(false)] out TValue value)
    {
        if (byKind.TryGetValue(KindOf(tensor), out var entries))
        {
            foreach (var entry in entries)
            {
                if (SharedTensors.AreSame(entry.Tensor, tensor))
                {
                    value = entry.Value;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    private static string KindOf(torch.Tensor tensor) => $"{tensor.dtype} {string.Join(',', tensor.shape)}";
}

/// <summary>The test behind <see cref="SharedTensors{TValue}"/>.</summary>
internal static class SharedTensors
{
    /// <summary>Whether two parameters of one type and shape are one tensor; of whole numbers, whether they are one handle.</summary>
    public static bool AreSame(torch.Tensor left, torch.Tensor right)
    {
        var flag = left.requires_grad;
        if (left.Handle == right.Handle || flag != right.requires_grad || !(left.is_floating_point() || left.is_complex()))
        {
            return left.Handle == right.Handle;
        }

        // TorchSharp gives no address that would do for all types and devices. The flag belongs to the tensor, not to the handle.
        left.requires_grad = !flag;
        var same = right.requires_grad != flag;
        left.requires_grad = flag;
        return same;
    }

    /// <summary>For each of many parameters the position of the first that is the same tensor.</summary>
    public static int[] FirstOf(IReadOnlyList<torch.Tensor> parameters)
    {
        var first = new int[parameters.Count];
        Dictionary<IntPtr, int> byHandle = [];
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = byHandle.TryAdd(parameters[i].Handle, i) ? i : byHandle[parameters[i].Handle];
        }

        foreach (var alike in Enumerable.Range(0, first.Length).Where(i => first[i] == i && (parameters[i].is_floating_point() || parameters[i].is_complex())).GroupBy(i => parameters[i].numel()).Where(g => g.Skip(1).Any()))
        {
            Dictionary<int, int> byTag = [];
            foreach (var (i, tag) in alike.Zip(Tags([.. alike.Select(i => parameters[i])])))
            {
                first[i] = byTag.TryAdd(tag, i) ? i : byTag[tag];
            }
        }

        return Array.ConvertAll(first, i => first[i]);
    }

    // A number for each, the same for handles of one tensor. Instead of comparing every two, all write their positions, a bit at a time,
    // where there is room for one bit: into the flag. Of several handles the last one's position is read.
    private static int[] Tags(torch.Tensor[] handles)
    {
        var flags = Array.ConvertAll(handles, h => h.requires_grad);
        var tags = new int[handles.Length];
        try
        {
            for (var bit = 1; bit < handles.Length; bit <<= 1)
            {
                for (var i = 0; i < handles.Length; i++)
                {
                    handles[i].requires_grad = (i & bit) != 0;
                }

                for (var i = 0; i < handles.Length; i++)
                {
                    tags[i] |= handles[i].requires_grad ? bit : 0;
                }
            }
        }
        finally
        {
            for (var i = 0; i < handles.Length; i++)
            {
                handles[i].requires_grad = flags[i];
            }
        }

        return tags;
    }
}
