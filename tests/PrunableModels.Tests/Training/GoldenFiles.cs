using System.Text.Json;
using TorchSharp;
using Xunit;

namespace PrunableModels.Tests.Training;

/// <summary>
/// Numbers recorded from the released HESSO. Three files lie in this repository; the others, in a folder beside it, are read where it
/// is there.
/// </summary>
internal static class GoldenFiles
{
    public static JsonElement Read(string name)
    {
        var path = Candidates(name).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{name} is not in this repository, and there is no shared/reference/golden beside it.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path!));
        return document.RootElement.Clone();
    }

    public static torch.Tensor Tensor(JsonElement element) => torch.tensor(Floats(element.GetProperty("data")), Longs(element.GetProperty("shape")));

    public static float[] Floats(JsonElement element) => element.EnumerateArray().Select(value => value.GetSingle()).ToArray();

    public static long[] Longs(JsonElement element) => element.EnumerateArray().Select(value => value.GetInt64()).ToArray();

    private static IEnumerable<string> Candidates(string name)
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

        yield return Path.Combine(folder.FullName, "tests", "PrunableModels.Tests", "Training", "Golden", name);
        for (var above = folder.Parent; above is not null; above = above.Parent)
        {
            yield return Path.Combine(above.FullName, "shared", "reference", "golden", name);
        }
    }
}
