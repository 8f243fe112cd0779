namespace PrunableModels.Package.Tests;

/// <summary>The package of reports.</summary>
public sealed class ReportsContentTests(PackedPackage package)
{
    private const string Id = "PrunableModels.Reports";

    [Fact]
    public void It_holds_the_library_and_nothing_else() => Assert.Equal(
        [
            "PrunableModels.Reports.nuspec",
            "README.md",
            "lib/net10.0/PrunableModels.Reports.dll",
            "lib/net10.0/PrunableModels.Reports.xml",
            "lib/net8.0/PrunableModels.Reports.dll",
            "lib/net8.0/PrunableModels.Reports.xml",
        ],
        package.Files(id: Id));

    [Fact]
    public void It_asks_for_the_package_of_its_own_version()
    {
        var dependencies = package.Dependencies(Id).ToLookup(d => d.Framework, d => d);

        Assert.Equal(["net10.0", "net8.0"], dependencies.Select(d => d.Key));
        Assert.All(dependencies, framework => Assert.Equal(["PrunableModels", "ScottPlot", "Spectre.Console"], framework.Select(d => d.Id)));
        Assert.All(dependencies, framework => Assert.Equal(package.Version, framework.First().Version));
    }
}
