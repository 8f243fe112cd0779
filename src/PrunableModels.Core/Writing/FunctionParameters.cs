using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The parameters of TorchSharp's functions that are no tensors, in order: the leading ones are written without their names.</summary>
internal static class FunctionParameters
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["flatten"] = ["start_dim", "end_dim"],
        ["view"] = ["shape"],
        ["reshape"] = ["shape"],
        ["permute"] = ["permutation"],
        ["transpose"] = ["dim0", "dim1"],
        ["unsqueeze"] = ["dim"],
        ["squeeze"] = ["dim"],
        ["cat"] = ["dim"],
        ["mean"] = ["dimensions"],
        ["sum"] = ["dim"],
        ["softmax"] = ["dim"],
        ["log_softmax"] = ["dim"],
        ["dropout"] = ["p"],
        ["dropout1d"] = ["p"],
        ["dropout2d"] = ["p"],
        ["dropout3d"] = ["p"],
        ["alpha_dropout"] = ["p"],
        ["feature_alpha_dropout"] = ["p"],
        ["leaky_relu"] = ["negative_slope"],
        ["elu"] = ["alpha"],
        ["celu"] = ["alpha"],
        ["softshrink"] = ["lambda"],
        ["hardshrink"] = ["lambda"],
        ["softplus"] = ["beta", "threshold"],
        ["glu"] = ["dim"],
        ["softmin"] = ["dim"],
        ["hardtanh"] = ["min_val", "max_val"],
        ["clamp"] = ["min", "max"],
        ["clamp_min"] = ["min"],
        ["clamp_max"] = ["max"],
        ["threshold"] = ["threshold", "value"],
        ["stack"] = ["dim"],
        ["chunk"] = ["chunks", "dim"],
        ["split"] = ["sizes", "dim"],
        ["unbind"] = ["dim"],
        ["narrow"] = ["dim", "start", "length"],
        ["select"] = ["dim", "index"],
        ["slice"] = ["dim", "start", "finish", "step"],
        ["expand"] = ["sizes"],
        ["repeat"] = ["sizes"],
        ["repeat_interleave"] = ["repeats", "dim"],
        ["pad"] = ["pad", "mode", "value"],
        ["interpolate"] = ["size", "scale_factor", "mode"],
        ["pixel_shuffle"] = ["upscale_factor"],
        ["pixel_unshuffle"] = ["downscale_factor"],
        ["roll"] = ["shifts", "dims"],
        ["flip"] = ["dims"],
        ["cumsum"] = ["dim"],
        ["gelu"] = ["approximate"],
    };

    /// <summary>Whether a parameter takes any number of arguments instead of one array.</summary>
    public static bool IsSpread(string function, string parameter) =>
        parameter is "shape" or "permutation" || (function is "expand" or "repeat" && parameter is "sizes");

    /// <summary>Whether a parameter is among those that the function is written with by position.</summary>
    public static int? Position(string function, string parameter)
    {
        var leading = Names.TryGetValue(function, out var names) ? names : Window(function);
        var index = Array.IndexOf(leading, parameter);
        return index < 0 ? null : index;
    }

    private static string[] Window(string function) =>
        function.Contains("adaptive") ? ["output_size"] : function.Contains("_pool") ? ["kernel_size", "stride"] : [];
}
