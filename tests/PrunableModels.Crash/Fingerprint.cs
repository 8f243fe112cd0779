using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Crash;

/// <summary>Hashes of a training run's state, to be compared between processes.</summary>
public static class Fingerprint
{
    /// <summary>Of parameters, buffers, moments, masks, scores, learning rates and random numbers.</summary>
    public static string OfAll(nn.Module model, SparseOptimizer optimizer)
    {
        using var state = new MemoryStream();
        using var writer = new BinaryWriter(state);
        Write(writer, model.state_dict());
        optimizer.save_state_dict(writer);
        using var random = torch.random.get_rng_state();
        writer.Write(random.bytes);
        return Of(state);
    }

    /// <summary>Of parameters alone.</summary>
    public static string OfParameters(nn.Module model)
    {
        using var state = new MemoryStream();
        using var writer = new BinaryWriter(state);
        Write(writer, model.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter));
        return Of(state);
    }

    /// <summary>Of the groups' names and widths and of what is pruned of them.</summary>
    public static string OfMask(SmallNet model, SparseOptimizer optimizer)
    {
        using var state = new MemoryStream();
        using var writer = new BinaryWriter(state);
        writer.Write(Encoding.UTF8.GetBytes(string.Join('\n', model.Pruning.Groups.Select(group => $"{group.Id} {group.Start} {group.Width}"))));
        writer.Write(optimizer.Mask.bytes);
        return Of(state);
    }

    private static void Write(BinaryWriter writer, IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var (name, tensor) in tensors)
        {
            writer.Write(name);
            writer.Write(tensor.detach().bytes);
        }
    }

    private static string Of(MemoryStream state) => Convert.ToHexStringLower(SHA256.HashData(state.ToArray()));
}
