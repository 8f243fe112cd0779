using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>Checks the declared values against those of a file, and sets them once all have been found right.</summary>
internal sealed class StateRestorer(CheckpointReader reader) : StateFields
{
    private const int FaultsShown = 5;

    private readonly List<Action> settings = [];
    private readonly List<string> faults = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void Text(string name, string value, Func<string, Action> check)
    {
        name = Prefix + name;
        seen.Add(name);
        if (reader.Texts.TryGetValue(name, out var saved))
        {
            Check(name, () => check(saved));
        }
        else
        {
            faults.Add($"'{name}' is missing");
        }
    }

    /// <inheritdoc/>
    public override void Tensor(string name, torch.Tensor? value, torch.Tensor like, bool isOptional, Func<torch.Tensor?, Action> check)
    {
        // Memory is taken now, on the device where the tensor will be: setting it later cannot fail for want of it.
        if (Find(name, isOptional) is { } entry)
        {
            Stage(entry, like.dtype, like.shape, saved => check(saved.to(like.device)));
        }
        else if (isOptional)
        {
            Check(Prefix + name, () => check(null));
        }
    }

    /// <inheritdoc/>
    protected override void Row(string name, torch.Tensor value, Func<torch.Tensor, Action> check)
    {
        if (Find(name, isOptional: false) is { } entry)
        {
            Stage(entry, value.dtype, [entry.Length], check);
        }
    }

    /// <summary>Sets everything.</summary>
    /// <param name="owned">What the names begin with of which all have to have been declared.</param>
    /// <exception cref="CheckpointException">Something does not fit; nothing was set.</exception>
    public void Commit(params string[] owned)
    {
        Check(owned);
        foreach (var set in settings)
        {
            set();
        }
    }

    /// <summary>Requires that everything fits, and sets nothing.</summary>
    /// <param name="owned">What the names begin with of which all have to have been declared.</param>
    /// <exception cref="CheckpointException">Something does not fit.</exception>
    public void Check(params string[] owned)
    {
        var names = reader.Entries.Keys.Concat(reader.Texts.Keys).Where(name => owned.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
        faults.AddRange(names.Where(name => !seen.Contains(name)).Select(name => $"'{name}' is not expected"));
        if (faults.Count > 0)
        {
            var more = faults.Count > FaultsShown ? $"; and {faults.Count - FaultsShown} more" : "";
            throw reader.Fault($"does not fit what it is loaded into: {string.Join("; ", faults.Take(FaultsShown))}{more}");
        }
    }

    private SafetensorsEntry? Find(string name, bool isOptional)
    {
        name = Prefix + name;
        seen.Add(name);
        if (reader.Entries.TryGetValue(name, out var entry))
        {
            return entry;
        }

        if (!isOptional)
        {
            faults.Add($"'{name}' is missing");
        }

        return null;
    }

    private void Stage(SafetensorsEntry entry, torch.ScalarType dtype, long[] shape, Func<torch.Tensor, Action> check)
    {
        if (entry.Type.Scalar != dtype || !entry.Shape.SequenceEqual(shape))
        {
            faults.Add($"'{entry.Name}' is {entry.Type.Scalar} of shape {Shape(entry.Shape)}, here it is {dtype} of shape {Shape(shape)}");
        }
        else if (faults.Count == 0)
        {
            Check(entry.Name, () => check(reader.Read(entry)));
        }
    }

    private void Check(string name, Func<Action> check)
    {
        try
        {
            settings.Add(check());
        }
        catch (FormatException e)
        {
            faults.Add($"'{name}': {e.Message}");
        }
    }

    private static string Shape(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
