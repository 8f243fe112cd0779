namespace PrunableModels.Mutations;

/// <summary>A source file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What it says.</param>
internal sealed record SourceFile(string Name, string Text);

/// <summary>The sources of the zoo's models, as they were when this assembly was built.</summary>
internal static class ZooSources
{
    private const string Folder = "Zoo/";

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Read()];

    private static IEnumerable<SourceFile> Read()
    {
        var assembly = typeof(ZooSources).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new(name[Folder.Length..], reader.ReadToEnd());
        }
    }
}
