using System.IO.Compression;
using System.Xml.Linq;
using PrunableModels.Package.Tests;

[assembly: AssemblyFixture(typeof(PackedPackage))]

namespace PrunableModels.Package.Tests;

/// <summary>
/// The package and those that go with it, packed once for all tests into a folder of their own, with a version that no other run has.
/// </summary>
public sealed class PackedPackage : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("prunable-feed-");

    public PackedPackage()
    {
        Pack("src/PrunableModels");
        Pack("src/PrunableModels.Reports");
        Pack("src/PrunableModels.Onnx");
        Pack("src/PrunableModels.Distributed");
    }

    public string Folder => folder.FullName;

    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    /// <summary>The files in the package, less those of the package format itself.</summary>
    public IEnumerable<string> Files(string extension = "nupkg", string id = "PrunableModels")
    {
        using var package = Open(extension, id);
        return package.Entries
            .Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/") && !name.StartsWith("package/") && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    public byte[] Read(string file, string extension = "nupkg", string id = "PrunableModels")
    {
        using var package = Open(extension, id);
        using var content = package.GetEntry(file)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The package's metadata.</summary>
    public XElement Metadata(string id = "PrunableModels")
    {
        using var content = new MemoryStream(Read($"{id}.nuspec", id: id));
        return XDocument.Load(content).Root!.Elements().Single();
    }

    /// <summary>The packages that a package asks for, by target framework.</summary>
    public IEnumerable<(string? Framework, string? Id, string? Version)> Dependencies(string id = "PrunableModels") =>
        from framework in Metadata(id).Elements().Single(element => element.Name.LocalName == "dependencies").Elements()
        from dependency in framework.Elements()
        select (framework.Attribute("targetFramework")?.Value, dependency.Attribute("id")?.Value, dependency.Attribute("version")?.Value);

    public void Dispose() => folder.Delete(recursive: true);

    private ZipArchive Open(string extension, string id) => ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.{extension}"));

    private void Pack(string project) => Command.Dotnet(
        Settings.RepositoryRoot,
        "pack", project, "-c", "Release", "-o", folder.FullName, "--no-restore", $"-p:PackageVersion={Version}").MustSucceed();
}
