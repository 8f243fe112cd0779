using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>
/// The layers of a model, one line a kind. Recurrent layers and attention as one layer are left out: they cannot run with another
/// width than they were made with.
/// </summary>
internal sealed class Layers
{
    private readonly SharedTensors<Stored> stored = new();
    private readonly HashSet<nn.Module> seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<Layer> found = [];

    private Layers(nn.Module root) => Visit(root, "");

    /// <summary>The layers, each before those that come after it in the order of registration.</summary>
    public static (IReadOnlyList<Layer> Layers, SharedTensors<Stored> Tensors) Of(nn.Module root)
    {
        var layers = new Layers(root);
        return (layers.found, layers.stored);
    }

    private void Visit(nn.Module module, string path)
    {
        if (!seen.Add(module))
        {
            return;
        }

        var own = module.named_parameters(recurse: false).Select(p => (p.name, Tensor: (Tensor)p.parameter, IsBuffer: false))
            .Concat(module.named_buffers(recurse: false).Select(b => (b.name, Tensor: b.buffer, IsBuffer: true)))
            .Where(t => t.Tensor.dim() > 0 && t.Tensor.is_floating_point())
            .ToDictionary(t => t.name, t => stored.GetOrAdd(t.Tensor, () => new(Join(path, t.name), t.Tensor, t.IsBuffer)));
        if (module.GetType().Assembly == typeof(nn.Module).Assembly)
        {
            found.AddRange(OfTorch(module, path, own));
        }
        else
        {
            found.AddRange(own.Values.Where(t => !t.IsBuffer).SelectMany(t => Enumerable.Range(0, (int)t.Tensor.dim())
                .Select(axis => new Layer($"{t.Path}:{axis}", null, [new(t, axis)], [], 0))));
        }

        foreach (var (name, child) in module.named_children())
        {
            Visit(child, Join(path, name));
        }
    }

    private static IEnumerable<Layer> OfTorch(nn.Module module, string path, Dictionary<string, Stored> own)
    {
        IReadOnlyList<Place> Axis(params (string Name, int Axis)[] places) => [.. places.Where(p => own.ContainsKey(p.Name)).Select(p => new Place(own[p.Name], p.Axis))];
        Layer Norm(nn.Module<Tensor, Tensor> norm, int axis) => new(path, norm, Axis(("weight", 0), ("bias", 0), ("running_mean", 0), ("running_var", 0)), [], axis) { PassesOn = true };
        return module switch
        {
            Linear m => [new(path, m, Axis(("weight", 0), ("bias", 0)), Axis(("weight", 1)), -1)],
            Convolution m when m.groups > 1 && m.groups == m.in_channels && m.groups == m.out_channels => [new(path, m, Axis(("weight", 0), ("bias", 0)), [], -m.kernel_size.Length - 1) { PassesOn = true }],
            ConvolutionTranspose m => m.groups > 1 ? [] : [new(path, m, Axis(("weight", 1), ("bias", 0)), Axis(("weight", 0)), -m.kernel_size.Length - 1)],
            Convolution m => [new(path, m, Axis(("weight", 0), ("bias", 0)), Axis(("weight", 1)), -m.kernel_size.Length - 1) { Groups = m.groups }],
            Embedding m => [new(path, m, Axis(("weight", 1)), [], 0)],
            NormBase m => [Norm(m, 1)],
            GroupNorm m => [Norm(m, 1)],
            LayerNorm { normalized_shape.Length: 1 } m => [Norm(m, -1)],
            PReLU m when m.num_parameters > 1 => [Norm(m, 1)],
            _ => [],
        };
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
