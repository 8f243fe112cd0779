namespace PrunableModels.Package.Tests;

/// <summary>What someone sees who installs the package of reports.</summary>
public sealed class ReportingProjectTests(ReportingProject project) : IClassFixture<ReportingProject>
{
    [Fact]
    public void It_builds_without_a_warning_and_draws()
    {
        var build = project.Build("PrunableModelsFixNativeLibrary=true").MustSucceed();
        Assert.DoesNotContain("warning NU", build.Output);

        var run = project.Run().MustSucceed();
        Assert.Contains("<h1>from the package</h1>", run.Output);
        Assert.Contains("<svg", run.Output);
    }
}
