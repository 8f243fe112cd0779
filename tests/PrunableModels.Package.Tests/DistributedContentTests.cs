namespace PrunableModels.Package.Tests;

/// <summary>The package for several processes.</summary>
public sealed class DistributedContentTests(PackedPackage package)
{
    private const string Id = "PrunableModels.Distributed";

    [Fact]
    public void It_holds_the_library_and_nothing_else() => Assert.Equal(
        [
            "PrunableModels.Distributed.nuspec",
            "README.md",
            "lib/net10.0/PrunableModels.Distributed.dll",
            "lib/net10.0/PrunableModels.Distributed.xml",
            "lib/net8.0/PrunableModels.Distributed.dll",
            "lib/net8.0/PrunableModels.Distributed.xml",
        ],
        package.Files(id: Id));

    [Fact]
    public void It_asks_for_the_package_of_its_own_version_and_nothing_else()
    {
        var dependencies = package.Dependencies(Id).ToLookup(d => d.Framework, d => d);

        Assert.Equal(["net10.0", "net8.0"], dependencies.Select(d => d.Key));
        Assert.All(dependencies, framework => Assert.Equal([("PrunableModels", package.Version)], framework.Select(d => (d.Id, d.Version))));
    }
}
