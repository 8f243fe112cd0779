using System.IO.Compression;
using System.Xml.Linq;
using PrunableModels.Package.Tests;

[assembly: AssemblyFixture(typeof(PackedPackage))]

namespace PrunableModels.Package.Tests;

/// <summary>The package, packed once for all tests into a folder of its own, with a version that no other run has.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("prunable-feed-");

    public PackedPackage() => Command.Dotnet(
        Settings.RepositoryRoot,
        "pack", "src/PrunableModels", "-c", "Release", "-o", folder.FullName, "--no-restore", $"-p:PackageVersion={Version}").MustSucceed();

    public string Folder => folder.FullName;

    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    /// <summary>The files in the package, less those of the package format itself.</summary>
    public IEnumerable<string> Files(string extension = "nupkg")
    {
        using var package = Open(extension);
        return package.Entries
            .Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/") && !name.StartsWith("package/") && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    public byte[] Read(string file)
    {
        using var package = Open("nupkg");
        using var content = package.GetEntry(file)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The package's metadata.</summary>
    public XElement Metadata()
    {
        using var content = new MemoryStream(Read("PrunableModels.nuspec"));
        return XDocument.Load(content).Root!.Elements().Single();
    }

    public void Dispose() => folder.Delete(recursive: true);

    private ZipArchive Open(string extension) => ZipFile.OpenRead(Path.Combine(Folder, $"PrunableModels.{Version}.{extension}"));
}
