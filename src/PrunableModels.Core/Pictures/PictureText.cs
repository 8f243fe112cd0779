using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>What is written in pictures.</summary>
internal static class PictureText
{
    private static readonly string[] Libraries = ["torch.", "nn.", "functional.", "Tensor."];

    // What goes in and what comes out, by the names that factories have for them.
    private static readonly (string In, string Out)[] Widths =
        [("in_channels", "out_channels"), ("inputSize", "outputSize"), ("inputSize", "hiddenSize"), ("num_embeddings", "embedding_dims")];

    private static readonly string[] Sizes = ["num_features", "num_channels", "normalized_shape", "num_parameters", "d_model"];

    /// <summary>A layer with its path, its class and its widths; the function where it is none.</summary>
    public static string Of(Node node) => node.Layer is not { } layer ? Short(node.Function)
        : layer.Path.Length == 0 ? Kind(layer)
        : $"{layer.Path} / {Kind(layer)}";

    /// <summary>A module with its path and its class.</summary>
    public static string OfModule(ModuleObject? module) => module is null ? ""
        : module.Path.Length == 0 ? TypeIds.Short(module.Class)
        : $"{module.Path} / {TypeIds.Short(module.Class)}";

    /// <summary>A tensor's extents; nothing where none of them is known.</summary>
    public static string OfShape(TensorType type, AxisSolver solver)
    {
        var extents = type.Axes.Select(a => solver.Resolve(a).Extent).Select(e => IsReadable(e) ? e.ToString() : "?").ToList();
        return extents.All(e => e == "?") ? "" : $"[{string.Join(", ", type.HasRank ? extents : extents.Prepend("..."))}]";
    }

    /// <summary>The characters that can be shown, with line breaks of one kind.</summary>
    public static string Readable(string text) => string.Concat(text.Replace("\r\n", "\n").Select(c => c switch
    {
        '\n' or '\r' => '\n',
        '\t' => ' ',
        _ when char.IsControl(c) => '\uFFFD',
        _ => c,
    }));

    private static string Kind(ModuleObject layer)
    {
        var attributes = layer.Attributes;
        var (into, from) = Widths.FirstOrDefault(w => attributes.Find(w.In) is not null && attributes.Find(w.Out) is not null);
        var widths = into is not null ? $" {attributes.Find(into)} -> {attributes.Find(from)}"
            : Sizes.Select(attributes.Find).FirstOrDefault(s => s is not null) is { } size ? $" {size}"
            : "";
        return TypeIds.Short(layer.Class) + widths;
    }

    private static string Short(string function)
    {
        foreach (var library in Libraries.Where(l => function.StartsWith(l, StringComparison.Ordinal)))
        {
            function = function.Substring(library.Length);
        }

        return function;
    }

    // Extents of inputs have symbols that only say where they stand.
    private static bool IsReadable(Size extent) => extent.Symbols().All(s => s.All(c => char.IsLetterOrDigit(c) || c == '_'));
}
