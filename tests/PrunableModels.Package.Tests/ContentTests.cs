using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace PrunableModels.Package.Tests;

public sealed partial class ContentTests(PackedPackage package)
{
    private static readonly string[] Pages =
        ["attributes", "budgets", "compact", "comparison", "concepts", "contributing", "distributed", "erasing", "guide", "operators", "quality", "resume", "training", "troubleshooting"];

    // The kind of debug information that is a source file.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Fact]
    public void The_package_holds_these_files_and_no_others() => Assert.Equal(
        [
            "PrunableModels.nuspec",
            "README.md",
            "analyzers/dotnet/cs/PrunableModels.Analysis.dll",
            "analyzers/dotnet/cs/PrunableModels.CodeFixes.dll",
            "analyzers/dotnet/cs/PrunableModels.Core.dll",
            "buildTransitive/PrunableModels.props",
            "buildTransitive/PrunableModels.targets",
            "buildTransitive/TorchSharp.ILLink.xml",
            .. Pages.Select(name => $"docs/{name}.md"),
            "lib/net10.0/PrunableModels.Core.dll",
            "lib/net10.0/PrunableModels.Core.xml",
            "lib/net10.0/PrunableModels.dll",
            "lib/net10.0/PrunableModels.xml",
            "lib/net8.0/PrunableModels.Core.dll",
            "lib/net8.0/PrunableModels.Core.xml",
            "lib/net8.0/PrunableModels.dll",
            "lib/net8.0/PrunableModels.xml",
            "tools/net8.0/PrunableModels.Build.dll",
            "tools/net8.0/PrunableModels.Core.dll",
        ],
        package.Files());

    [Fact]
    public void Its_pages_lead_to_pages_that_it_holds()
    {
        var files = package.Files();
        foreach (var page in files.Where(f => f.EndsWith(".md", StringComparison.Ordinal)))
        {
            var links = Link().Matches(Encoding.UTF8.GetString(package.Read(page))).Select(m => m.Groups[1].Value).ToList();
            Assert.True(links.Count > 0 || page == "docs/quality.md", page);
            Assert.All(links, link => Assert.Contains(page == "README.md" ? link : $"docs/{link}", files));
        }
    }

    [Fact]
    public void The_symbols_are_those_of_the_libraries() => Assert.Equal(
        [
            "PrunableModels.nuspec",
            "lib/net10.0/PrunableModels.Core.pdb",
            "lib/net10.0/PrunableModels.pdb",
            "lib/net8.0/PrunableModels.Core.pdb",
            "lib/net8.0/PrunableModels.pdb",
        ],
        package.Files("snupkg"));

    [Fact]
    public void It_depends_on_TorchSharp_alone() => Assert.Equal(
        [("net10.0", "TorchSharp", Settings.TorchSharpVersion), ("net8.0", "TorchSharp", Settings.TorchSharpVersion)],
        package.Dependencies());

    [Fact]
    public void It_says_what_it_is()
    {
        var metadata = package.Metadata().Elements().ToLookup(element => element.Name.LocalName, element => element.Value);

        Assert.Equal(["PrunableModels"], metadata["id"]);
        Assert.Equal(["MIT"], metadata["license"]);
        Assert.Equal(["README.md"], metadata["readme"]);
        Assert.NotEmpty(metadata["description"].Single());
        Assert.Empty(metadata["developmentDependency"]);
    }

    [Theory]
    [InlineData("lib/net8.0/PrunableModels.Core.dll", "")]
    [InlineData("analyzers/dotnet/cs/PrunableModels.Core.dll", "")]
    [InlineData("lib/net8.0/PrunableModels.dll", "PrunableModels.Core TorchSharp")]
    [InlineData("analyzers/dotnet/cs/PrunableModels.Analysis.dll", "PrunableModels.Core")]
    [InlineData("analyzers/dotnet/cs/PrunableModels.CodeFixes.dll", "PrunableModels.Core PrunableModels.Analysis")]
    [InlineData("tools/net8.0/PrunableModels.Build.dll", "PrunableModels.Core")]
    public void An_assembly_depends_only_on_those_below_it(string file, string allowed)
    {
        using var assembly = new PEReader(new MemoryStream(package.Read(file)));
        var metadata = assembly.GetMetadataReader();

        var ours = metadata.AssemblyReferences
            .Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))
            .Where(name => name.StartsWith("PrunableModels") || name.StartsWith("TorchSharp"));

        Assert.Empty(ours.Except(allowed.Split(' ')));
    }

    [Fact]
    public void The_same_sources_give_the_same_assemblies_wherever_they_are_built()
    {
        foreach (var file in package.Files().Where(f => f.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var assembly = new PEReader(new MemoryStream(package.Read(file)));
            var entries = assembly.ReadDebugDirectory();

            Assert.Contains(entries, entry => entry.Type == DebugDirectoryEntryType.Reproducible);
            Assert.StartsWith("/_/", assembly.ReadCodeViewDebugDirectoryData(entries.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView)).Path);
        }
    }

    [Fact]
    public void The_symbols_carry_the_sources()
    {
        foreach (var file in package.Files("snupkg").Where(f => f.EndsWith(".pdb", StringComparison.Ordinal)))
        {
            using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(package.Read(file, "snupkg")));
            var reader = symbols.GetMetadataReader();
            var documents = reader.Documents.Select(handle => (Name: reader.GetString(reader.GetDocument(handle).Name), Handle: handle)).ToList();

            Assert.Contains(documents, document => document.Name.StartsWith("/_/src/", StringComparison.Ordinal));
            Assert.DoesNotContain(documents, document => Path.IsPathRooted(document.Name) && !document.Name.StartsWith("/_/", StringComparison.Ordinal));
            Assert.All(documents, document => Assert.Contains(
                reader.GetCustomDebugInformation(document.Handle).Select(reader.GetCustomDebugInformation),
                information => reader.GetGuid(information.Kind) == EmbeddedSource));
        }
    }

    [GeneratedRegex(@"\]\(([\w/.-]+\.md)(?:#[\w-]+)?\)")]
    private static partial Regex Link();
}
