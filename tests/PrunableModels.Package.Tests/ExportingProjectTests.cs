namespace PrunableModels.Package.Tests;

/// <summary>What someone sees who installs the package for ONNX.</summary>
public sealed class ExportingProjectTests(ExportingProject project) : IClassFixture<ExportingProject>
{
    [Fact]
    public void It_builds_without_a_warning_and_exports()
    {
        var build = project.Build("PrunableModelsFixNativeLibrary=true").MustSucceed();
        Assert.DoesNotContain("warning NU", build.Output);

        var run = project.Run().MustSucceed();
        Assert.Contains("x -> output, True", run.Output);
    }
}
