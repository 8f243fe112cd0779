namespace PrunableModels.Tests;

/// <summary>A folder that is gone with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("prunable-");

    public string Path => folder.FullName;

    public string File(string name) => System.IO.Path.Combine(folder.FullName, name);

    public IEnumerable<string> Names => folder.EnumerateFiles().Select(f => f.Name);

    public void Dispose() => folder.Delete(recursive: true);
}
