using Xunit;

namespace PrunableModels.Tests.Training;

/// <summary>
/// Numbers recorded from the released HESSO. Three files lie in this repository; the others, in a folder beside it, are read where it
/// is there.
/// </summary>
internal static class GoldenFiles
{
    /// <summary>The folder that holds a trace.</summary>
    public static string FolderOf(string trace)
    {
        var folder = Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, $"{trace}.json")));
        Assert.SkipWhen(folder is null, $"{trace} is not in this repository, and there is no shared/reference/golden beside it.");
        return folder!;
    }

    private static IEnumerable<string> Candidates()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PrunableModels.sln")))
        {
            folder = folder.Parent;
        }

        if (folder is null)
        {
            yield break;
        }

        yield return Path.Combine(folder.FullName, "tests", "PrunableModels.Tests", "Training", "Golden");
        for (var above = folder.Parent; above is not null; above = above.Parent)
        {
            yield return Path.Combine(above.FullName, "shared", "reference", "golden");
        }
    }
}
