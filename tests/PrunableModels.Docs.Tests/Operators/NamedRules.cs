using System.Reflection;
using System.Text.RegularExpressions;

namespace PrunableModels.Docs.Tests;

/// <summary>The rules of a kind that have names: the static properties of the class that they are of.</summary>
internal sealed partial class NamedRules<T>(XmlDocumentation documentation)
    where T : class
{
    private readonly IReadOnlyDictionary<T, string> names = typeof(T).GetProperties(BindingFlags.Static | BindingFlags.Public)
        .Where(p => p.PropertyType == typeof(T))
        .ToDictionary(p => (T)p.GetValue(null)!, p => p.Name, (IEqualityComparer<T>)ReferenceEqualityComparer.Instance);

    /// <summary>The name of a rule in words, or null where it has none.</summary>
    public string? Find(T rule) => names.TryGetValue(rule, out var name) ? Words(name) : null;

    /// <summary>A line for each of the rules that are in use, with what the source says of it.</summary>
    public IEnumerable<string> Legend(IEnumerable<T> used) => names
        .Where(n => used.Contains(n.Key))
        .OrderBy(n => n.Value, StringComparer.Ordinal)
        .Select(n => $"- **{Words(n.Value)}**: {documentation.Summary($"P:{typeof(T).FullName}.{n.Value}")}");

    private static string Words(string name) => Capital().Replace(name, m => m.Index == 0 ? m.Value.ToLowerInvariant() : $" {m.Value.ToLowerInvariant()}");

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
