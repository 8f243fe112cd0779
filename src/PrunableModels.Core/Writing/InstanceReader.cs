using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Reads the objects of user's classes out of an execution.</summary>
internal sealed class InstanceReader
{
    private readonly ModuleTree tree;
    private readonly FrameBoundaries boundaries;
    private readonly Graph graph;
    private readonly List<Instance> instances = [];

    private InstanceReader(Graph graph)
    {
        tree = ModuleTree.Of(graph);
        boundaries = FrameBoundaries.Of(graph);
        this.graph = graph;
    }

    /// <summary>Every object that is needed, those inside others before them; the model is the last.</summary>
    public static IReadOnlyList<Instance> Read(Graph graph)
    {
        var reader = new InstanceReader(graph);
        reader.Read(reader.tree.Root);
        return reader.instances;
    }

    private Instance Read(ModuleNode node)
    {
        var forward = Forward(node);
        List<Field> fields =
        [
            .. node.Children.Where(c => !c.DoesNothing).Select(c => new Field(new(c.Name), Value(c, [c.Name]))),
            .. node.Tensors.Select(t => new Field(new(t.Name), new TensorInitializer(t, [t.Name]))),
        ];
        var instance = new Instance(node, fields, forward);
        instances.Add(instance);
        return instance;
    }

    private FrameCode Forward(ModuleNode node)
    {
        var calls = node.Frames.Select(f => new FrameCode(f, tree, boundaries, graph)).ToList();
        if (calls.Count == 0)
        {
            throw new CompactClassException(
                $"{node.Path} cannot be written: its members are used, but it is never called{(node.Module is null ? "" : $", or the source of {TypeIds.Short(node.Module.Class)} is not at hand")}",
                node.Origin,
                "Call it as a whole.");
        }

        foreach (var call in calls.Skip(1))
        {
            if (call.Structure != calls[0].Structure || !call.Numbers.Select(n => n.Text).SequenceEqual(calls[0].Numbers.Select(n => n.Text)))
            {
                throw new CompactClassException($"{node.Path} cannot be written: it does different things when it is called again", node.Origin, "Make two classes of it, or two modules.");
            }
        }

        return calls[0];
    }

    private Initializer Value(ModuleNode node, IReadOnlyList<string> path)
    {
        if (node.IsLayer)
        {
            return new LayerInitializer(node, path);
        }

        if (!node.IsContainer)
        {
            return new NewInitializer(Read(node), path);
        }

        var items = node.Places().Select((place, i) => Item(place, i, path)).ToList();
        var needed = node.Module?.Class == "Sequential" ? Math.Max(1, items.FindLastIndex(item => item.Value is NewInitializer || item.Value.Type != "Identity") + 1) : items.Count;
        return node.Container = new(node, [.. items.Take(needed)]);
    }

    private (string Name, Initializer Value) Item(ModuleNode? place, int index, IReadOnlyList<string> path)
    {
        var name = place?.Name ?? index.ToString(CultureInfo.InvariantCulture);
        if (place is null || place.DoesNothing)
        {
            return (name, new PlaceholderInitializer());
        }

        return (name, Value(place, [.. path, name]));
    }
}
