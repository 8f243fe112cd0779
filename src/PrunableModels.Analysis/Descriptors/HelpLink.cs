using System.Linq;
using System.Reflection;

namespace PrunableModels.Analysis;

/// <summary>Where the pages of the diagnostics are: in the repository, made absolute where the build is given a PackageProjectUrl.</summary>
internal static class HelpLink
{
    /// <summary>The folder of the pages in the repository.</summary>
    public const string Folder = "src/PrunableModels.Analysis/Rules";

    private static readonly string? Project = typeof(HelpLink).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => a.Key == "PackageProjectUrl")?.Value;

    /// <summary>The page of a diagnostic.</summary>
    public static string Of(string id) => Of(id, Project);

    /// <summary>The page of a diagnostic of a project with this address, or without one.</summary>
    internal static string Of(string id, string? project) =>
        string.IsNullOrEmpty(project) ? $"{Folder}/{id}.md" : $"{project!.TrimEnd('/')}/{Folder}/{id}.md";
}
