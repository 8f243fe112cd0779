using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A parameter or buffer of a model's state dict.</summary>
/// <param name="Path">The key.</param>
/// <param name="Shape">The extents; null where they do not follow from the source.</param>
/// <param name="IsBuffer">Whether it is a buffer.</param>
public sealed record StateDictEntry(string Path, IReadOnlyList<Size>? Shape, bool IsBuffer);

/// <summary>The state dict of a model as its constructors make it, known before they run.</summary>
/// <param name="Entries">The parameters and buffers.</param>
/// <param name="Unknown">Paths at which something is registered of which nothing is known.</param>
public sealed record StateDict(IReadOnlyList<StateDictEntry> Entries, IReadOnlyList<string> Unknown)
{
    /// <summary>How many numbers the parameters are, one with several paths counted once; null where that does not follow from the source.</summary>
    public long? Parameters { get; private init; }

    private sealed class Enumeration
    {
        public Dictionary<string, StateDictEntry> Entries { get; } = new(StringComparer.Ordinal);

        public List<string> Unknown { get; } = [];

        public Dictionary<object, IReadOnlyList<Size>?> Parameters { get; } = [];

        // As TorchSharp does it: what a module enumerates, every tensor once, then each of its modules in the same way under its name.
        public void Add(ConstructedModule module, string prefix)
        {
            foreach (var isBuffer in new[] { false, true })
            {
                var seen = new HashSet<object>();
                foreach (var (name, tensor) in Enumerate(module, isBuffer).Where(t => seen.Add(ConstructedModule.Identity(t.Tensor.Tensor))))
                {
                    var path = Join(prefix, name);
                    if (!isBuffer)
                    {
                        Parameters[ConstructedModule.Identity(tensor.Tensor)] = TensorShape.Of(tensor.Tensor);
                    }

                    if (!Entries.ContainsKey(path))
                    {
                        Entries.Add(path, new(path, TensorShape.Of(tensor.Tensor), isBuffer));
                    }
                }
            }

            foreach (var (name, child) in module.Registration.Modules)
            {
                Add(child, Join(prefix, name));
            }
        }

        public void AddUnknown(ConstructedModule module, string prefix, bool isUsers)
        {
            if (!isUsers && LayerTable.Find(module.Class) is null && !LayerTable.IsContainer(module.Class) && !LayerTable.HoldsParameters(module.Class))
            {
                Unknown.Add(prefix);
            }

            Unknown.AddRange(module.Registration.Unknown.Select(n => Join(prefix, n)));
        }

        private static IEnumerable<(string Name, RegisteredTensor Tensor)> Enumerate(ConstructedModule module, bool isBuffer) =>
            module.OwnTensors.Where(t => t.IsBuffer == isBuffer && t.IsPersistent).Select(t => (t.Name, t))
                .Concat(module.NamedChildren.SelectMany(c => Enumerate(c.Module, isBuffer).Select(t => (Join(c.Name, t.Item1), t.Item2))));

        private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";
    }

    internal static StateDict Of(ConstructedModule root, Func<string, bool> isUsers)
    {
        var enumeration = new Enumeration();
        enumeration.Add(root, "");
        var pending = new Stack<ConstructedModule>([root]);
        var seen = new HashSet<ConstructedModule>();
        while (pending.Count > 0)
        {
            var module = pending.Pop();
            if (seen.Add(module))
            {
                enumeration.AddUnknown(module, module.Path, isUsers(module.Class));
                module.NamedChildren.Select(c => c.Module).ToList().ForEach(pending.Push);
            }
        }

        return new([.. enumeration.Entries.Values], enumeration.Unknown) { Parameters = enumeration.Unknown.Count > 0 ? null : Count(enumeration.Parameters.Values) };
    }

    private static long? Count(IEnumerable<IReadOnlyList<Size>?> shapes)
    {
        var counts = shapes.Select(s => s?.Aggregate(Size.One, (product, e) => product * e)).ToList();
        return counts.Contains(null) || !counts.Aggregate(Size.Zero, (sum, c) => sum + c!).IsConstant(out var count) ? null : count;
    }
}
