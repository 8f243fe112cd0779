namespace PrunableModels.Package.Tests;

/// <summary>
/// A new project outside the repository, which knows of the package alone. Its packages go into its own folder, where no earlier
/// package of ours can be; the others are taken from the machine's folder as they are, for libtorch is large.
/// </summary>
public class CleanProject : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("prunable-clean-");

    public CleanProject(PackedPackage package)
        : this(package, "PrunableModels", Example.Source)
    {
    }

    /// <param name="package">The packages under test.</param>
    /// <param name="id">The one of them that the project refers to.</param>
    /// <param name="program">Its program.</param>
    protected CleanProject(PackedPackage package, string id, string program)
        : this([package.Folder], (id, package.Version), program)
    {
    }

    /// <param name="feeds">Where packages come from, beside the machine's sources.</param>
    /// <param name="reference">The package that the project refers to.</param>
    /// <param name="program">Its program.</param>
    /// <param name="settings">Settings that take the place of the usual ones.</param>
    protected CleanProject(IReadOnlyList<string> feeds, (string Id, string Version) reference, string program, string settings = "")
    {
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                {string.Concat(feeds.Select((feed, i) => $"""<add key="under test {i}" value="{feed}" />"""))}
              </packageSources>
            </configuration>
            """);
        Write("Clean.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestorePackagesPath>packages</RestorePackagesPath>
                <RestoreAdditionalProjectFallbackFolders>{Settings.PackagesFolder}</RestoreAdditionalProjectFallbackFolders>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
                <CreateSymbolicLinksForCopyLocalIfPossible>true</CreateSymbolicLinksForCopyLocalIfPossible>
                <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
              </PropertyGroup>
              {settings}
              <ItemGroup>
                <PackageReference Include="{reference.Id}" Version="{reference.Version}" />
                <PackageReference Include="TorchSharp-cpu" Version="{Settings.TorchSharpVersion}" Condition="'$(OutputType)' == 'Exe'" />
                <Compile Include="Program.cs" />
                <Compile Include="NotPartial.cs" Condition="'$(WithNotPartial)' == 'true'" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", program);
        Write("NotPartial.cs", Example.NotPartial);
        Command.Dotnet(folder.FullName, "restore").MustSucceed();
    }

    /// <summary>Builds the project from what is restored, and with these properties.</summary>
    internal Command Build(params string[] properties) =>
        Command.Dotnet(folder.FullName, ["build", "--no-restore", .. properties.Select(property => $"-p:{property}")]);

    /// <summary>Runs what was built last.</summary>
    internal Command Run(params string[] arguments) => Command.Dotnet(folder.FullName, ["run", "--no-build", .. arguments]);

    /// <summary>Any other command of the SDK's, in the project's folder.</summary>
    internal Command Dotnet(params string[] arguments) => Command.Dotnet(folder.FullName, arguments);

    /// <summary>The files in the build's intermediate folder with such names.</summary>
    internal string[] Intermediate(string pattern) =>
        Directory.GetFiles(Path.Combine(folder.FullName, "obj"), pattern, SearchOption.AllDirectories);

    /// <summary>A file or folder of the project.</summary>
    internal string At(string name) => Path.Combine(folder.FullName, name);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes away what is on the disk.</summary>
    protected virtual void Dispose(bool disposing) => folder.Delete(recursive: true);

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(folder.FullName, name), content);
}
