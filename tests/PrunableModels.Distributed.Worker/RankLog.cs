using System.Security.Cryptography;

namespace PrunableModels.Distributed.Worker;

/// <summary>What one process of a group saw, a line for each step, in a file of its own.</summary>
/// <param name="folder">The folder of all.</param>
/// <param name="name">What the run is called.</param>
/// <param name="rank">The process.</param>
public sealed class RankLog(string folder, string name, int rank)
{
    private readonly string path = Path.Combine(folder, $"{name}.{rank}.log");

    /// <summary>The lines up to now; none where the process has not begun.</summary>
    public IReadOnlyList<string> Lines => File.Exists(path) ? File.ReadAllLines(path) : [];

    /// <summary>The lines of all processes.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(string folder, string name, int ranks) => [.. Enumerable.Range(0, ranks).Select(rank => new RankLog(folder, name, rank).Lines)];

    /// <summary>Writes of a step which structures are left, a 1 for each, and hashes of the parameters and of all that the optimizer remembers.</summary>
    public void Write(int step, ConvNet model, SparseOptimizer optimizer)
    {
        using var state = new MemoryStream();
        using var writer = new BinaryWriter(state);
        optimizer.save_state_dict(writer);
        using var parameters = new MemoryStream();
        foreach (var parameter in model.parameters())
        {
            using var flat = parameter.detach();
            parameters.Write(flat.bytes);
        }

        File.AppendAllText(path, $"{step} {Mask(optimizer)} {Hash(parameters)} {Hash(state)}\n");
    }

    /// <summary>Which structures are left, a 1 for each.</summary>
    public static string Mask(SparseOptimizer optimizer) => string.Concat(optimizer.Mask.data<bool>().ToArray().Select(kept => kept ? '1' : '0'));

    private static string Hash(MemoryStream stream) => Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()))[..16];
}
