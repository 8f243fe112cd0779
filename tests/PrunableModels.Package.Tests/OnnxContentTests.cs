namespace PrunableModels.Package.Tests;

/// <summary>The package that exports to ONNX.</summary>
public sealed class OnnxContentTests(PackedPackage package)
{
    private const string Id = "PrunableModels.Onnx";

    [Fact]
    public void It_holds_the_library_and_nothing_else() => Assert.Equal(
        [
            "PrunableModels.Onnx.nuspec",
            "README.md",
            "lib/net10.0/PrunableModels.Onnx.dll",
            "lib/net10.0/PrunableModels.Onnx.xml",
            "lib/net8.0/PrunableModels.Onnx.dll",
            "lib/net8.0/PrunableModels.Onnx.xml",
        ],
        package.Files(id: Id));

    [Fact]
    public void It_asks_for_the_package_of_its_own_version_and_for_protocol_buffers()
    {
        var dependencies = package.Dependencies(Id).ToLookup(d => d.Framework, d => d);

        Assert.Equal(["net10.0", "net8.0"], dependencies.Select(d => d.Key));
        Assert.All(dependencies, framework => Assert.Equal(["PrunableModels", "Google.Protobuf"], framework.Select(d => d.Id)));
        Assert.All(dependencies, framework => Assert.Equal(package.Version, framework.First().Version));
    }
}
