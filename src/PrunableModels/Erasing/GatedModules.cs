using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>The gates of a model: put in the places of modules without parameters while they may be erased, and for good where they are.</summary>
internal sealed class GatedModules
{
    // Whoever linked the model before does not see its gates.
    private static readonly ConditionalWeakTable<torch.nn.Module, Gate> Around = [];

    private readonly Dictionary<string, (Gate Gate, ModuleExchange Exchange)> gates = new(StringComparer.Ordinal);

    /// <summary>What the gates multiply by, in the order in which they were put there.</summary>
    public IEnumerable<torch.Tensor> Factors => gates.Values.Select(g => (torch.Tensor)g.Gate.Factor);

    /// <summary>Why a module can have no gate; null where it can.</summary>
    public static string? WhyNot(LiveModel live, torch.nn.Module module) =>
        Around.TryGetValue(module, out _) ? null
        : module is not torch.nn.Module<torch.Tensor, torch.Tensor> ? "it does not take one tensor and return one"
        : module.named_children().Any() || module.named_buffers().Any() ? "it holds modules or statistics of its own"
        : !new ModuleExchange(live).CanReplace(module, typeof(Gate)) ? "declare what holds it as Module<Tensor, Tensor>"
        : null;

    /// <summary>The gate of a segment's module, which is put there where it is not yet.</summary>
    public Gate Of(LiveModel live, Segment segment)
    {
        var path = segment.Gate!.Path;
        if (!gates.TryGetValue(path, out var known))
        {
            var module = (torch.nn.Module<torch.Tensor, torch.Tensor>)((LiveModule)segment.Gate).Module;
            var like = live.Tensors.FirstOrDefault(t => t.Tensor.is_floating_point())?.Tensor;
            known = (new(module, like?.device ?? torch.CPU, like?.dtype ?? torch.ScalarType.Float32), new(live));
            known.Exchange.Replace(module, known.Gate);
            gates.Add(path, known);
            Around.Add(module, known.Gate);
        }

        return known.Gate;
    }

    /// <summary>Takes every gate away but those of some modules.</summary>
    public void Open(IReadOnlyCollection<string> closed)
    {
        foreach (var (path, (gate, exchange)) in gates.Where(g => !closed.Contains(g.Key)).ToList())
        {
            exchange.Restore();
            Around.Remove(gate.Inner);
            gates.Remove(path);
        }
    }
}
