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
    {
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="under test" value="{package.Folder}" />
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
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{id}" Version="{package.Version}" />
                <PackageReference Include="TorchSharp-cpu" Version="{Settings.TorchSharpVersion}" />
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
    internal Command Run() => Command.Dotnet(folder.FullName, "run", "--no-build");

    /// <summary>The files in the build's intermediate folder with such names.</summary>
    internal string[] Intermediate(string pattern) =>
        Directory.GetFiles(Path.Combine(folder.FullName, "obj"), pattern, SearchOption.AllDirectories);

    /// <summary>A file or folder of the project.</summary>
    internal string At(string name) => Path.Combine(folder.FullName, name);

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(folder.FullName, name), content);
}
