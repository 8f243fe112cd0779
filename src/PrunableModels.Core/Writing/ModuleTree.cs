using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The modules that an execution used. What it did not use is no part of the compact class.</summary>
internal sealed class ModuleTree
{
    private readonly Dictionary<string, ModuleNode> nodes = new(StringComparer.Ordinal);

    private ModuleTree(Frame root)
    {
        Root = new("", "") { Module = root.Module };
        nodes.Add("", Root);
        Root.Frames.Add(root);
        Visit(root);
    }

    /// <summary>The model itself.</summary>
    public ModuleNode Root { get; }

    public static ModuleTree Of(Graph graph) => new(graph.Root);

    public ModuleNode? Find(string path) => nodes.TryGetValue(path, out var node) ? node : null;

    private void Visit(Frame frame)
    {
        foreach (var step in frame.Steps)
        {
            if (step.Node is { } node)
            {
                Visit(node);
            }
            else if (step.Call is { Module: { } module } call)
            {
                Add(module, null).Frames.Add(call);
                Visit(call);
            }
        }
    }

    /// <summary>Whether a call of a layer needs no code, for it returns what it is given. In a container the layer has a place all the same.</summary>
    public static bool IsNeedless(Node node) => node.Layer is { Class: "Identity" };

    private void Visit(Node node)
    {
        if (node.Layer is { } layer && !IsNeedless(node))
        {
            Add(layer, node.Origin);
        }

        foreach (var leaf in node.Operands.Select(o => o?.Leaf).OfType<TensorLeaf>())
        {
            var owner = Add(leaf.Owner, node.Origin);
            if (!owner.IsLayer && !owner.Tensors.Contains(leaf))
            {
                owner.Tensors.Add(leaf);
            }
        }
    }

    private ModuleNode Add(ModuleObject module, Origin? origin)
    {
        var node = At(module.Path, module, origin);
        if (node.Module is null)
        {
            node.Module = module;
            if (LayerTable.IsContainer(module.Class))
            {
                var items = module.Items.Select(i => Add(i, origin)).ToList();
                node.Children.Clear();
                node.Children.AddRange(items);
            }
        }

        return node;
    }

    private ModuleNode At(string path, ModuleObject module, Origin? origin)
    {
        if (nodes.TryGetValue(path, out var known))
        {
            return known;
        }

        if (path.Contains('[') || path == "?")
        {
            throw new CompactClassException(
                $"A module of the class {TypeIds.Short(module.Class)} is used that TorchSharp does not register{(path == "?" ? "" : $": {path}")}",
                origin,
                "Keep it in a field, or several of them in a ModuleList instead of a list or an array.");
        }

        var split = path.LastIndexOf('.');
        var node = new ModuleNode(path, path.Substring(split + 1)) { Origin = origin };
        nodes.Add(path, node);
        At(split < 0 ? "" : path.Substring(0, split), module, origin).Children.Add(node);
        return node;
    }
}
