namespace PrunableModels.Build.Tests;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("prunable-build-");

    public string Combine(string name) => Path.Combine(folder.FullName, name);

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(Combine(name), content);
        return Combine(name);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
