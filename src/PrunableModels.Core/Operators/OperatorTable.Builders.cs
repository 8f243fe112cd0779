using System.Linq;
using static PrunableModels.Core.ZeroRule;

namespace PrunableModels.Core;

/// <content>Operators from their signatures.</content>
public static partial class OperatorTable
{
    // The statistics run over all axes but the channels, so no index of those can be left out.
    private static Operator Norm(string name, string axes, ZeroRule? zero = null)
    {
        var signature = Signature.Parse($"input[{axes}] weight[C]? bias[C]? running_mean[C]? running_var[C]? -> [{axes}]");
        return new(name, signature.Operands.Select(o => o.Name).ToEquatableArray(), new SignatureTyping(signature) { MixesAllBut = "C" }, zero ?? ScaleAndShift);
    }

    private static Operator GroupNorm(string name)
    {
        var norm = Signature.Parse("input[n, C, *S] weight[C]? bias[C]? -> [n, C, *S]");
        return new(name, norm.Operands.Select(o => o.Name).ToEquatableArray(), new GroupNormTyping(new(norm) { MixesAllBut = "C" }), OwnStatistics);
    }

    private static Operator LayerNorm(string name)
    {
        var norm = Signature.Parse("input[..., C] weight[C]? bias[C]? -> [..., C]");
        return new(name, norm.Operands.Select(o => o.Name).ToEquatableArray(), new LayerNormTyping(new(norm)), ScaleAndShift);
    }

    // Layers, not cells, may drop out between one another.
    private static Operator Recurrent(string name, int gates, EquatableArray<string> operands, bool isCell = false) =>
        new(name, operands, new RecurrentTyping(gates, isCell), ZeroRule.Recurrent) { TakesLayerTensors = true, IsRandom = !isCell };

    private static Operator Transformer(string name, EquatableArray<string> operands, int result = 0) =>
        new(name, operands, new TransformerTyping(result), ZeroRule.Unknown) { TakesLayerTensors = true, IsRandom = true, Required = operands.Contains("tgt") ? 2 : 1 };

    private static string Axes(int count, string? name = null) => string.Concat(Enumerable.Range(1, count).Select(i => name is null ? ", _" : $", {name}{i}"));

    private static Operator Of(string name, string signature, ZeroRule zero, ComputedExtents? extents = null, string? mixes = null)
    {
        var parsed = Signature.Parse(signature);
        return new(name, parsed.Operands.Select(o => o.Name).ToEquatableArray(), new SignatureTyping(parsed, extents) { Mixes = mixes }, zero);
    }
}
