namespace PrunableModels.Package.Tests;

/// <summary>What someone sees who installs the package and follows README.md.</summary>
public sealed class CleanProjectTests(CleanProject project) : IClassFixture<CleanProject>
{
    private const string WithFix = "PrunableModelsFixNativeLibrary=true";

    [Fact]
    public void The_example_builds_without_a_warning_of_ours_and_runs()
    {
        var build = project.Build(WithFix).MustSucceed();
        Assert.DoesNotContain("PRUNE", build.Output);

        var run = project.Run().MustSucceed();
        Assert.NotEmpty(run.Output.Trim());
    }

    [Fact]
    public void Code_is_generated_for_the_model()
    {
        project.Build(WithFix).MustSucceed();

        Assert.Contains(project.Intermediate("*.cs"), path => path.Contains("PrunableModels.Analysis"));
    }

    [Fact]
    public void A_mistake_is_reported()
    {
        var build = project.Build(WithFix, "WithNotPartial=true");

        Assert.Matches(@"NotPartial\.cs.* (warning|error) PRUNE\d{4}", build.Output);
    }

    [Fact]
    public void Where_the_native_library_would_not_load_a_warning_says_so()
    {
        project.Build(WithFix).MustSucceed();
        var isNeeded = project.Intermediate("libLibTorchSharp.so").Length > 0;

        var build = project.Build("PrunableModelsFixNativeLibrary=false").MustSucceed();

        Assert.Equal(isNeeded, build.Output.Contains("warning PRUNEB001"));
    }

    [Fact]
    public void Pictures_of_the_models_are_drawn_where_that_is_asked_for()
    {
        project.Build(WithFix, "PrunableModelsGraph=true").MustSucceed();
        Assert.Equal(["Classifier.dot", "Classifier.mmd"], Pictures());
        Assert.StartsWith("digraph \"Classifier\"", File.ReadAllText(Assert.Single(project.Intermediate("*.dot"))));

        project.Build(WithFix).MustSucceed();
        Assert.Empty(Pictures());

        string[] Pictures() => [.. project.Intermediate("*.dot").Concat(project.Intermediate("*.mmd")).Select(path => Path.GetFileName(path))];
    }

    [Fact]
    public void Pictures_in_a_folder_of_the_users_stay()
    {
        project.Build(WithFix, "PrunableModelsGraph=true", "PrunableModelsGraphFolder=pictures").MustSucceed();
        project.Build(WithFix).MustSucceed();

        Assert.Empty(project.Intermediate("*.dot"));
        Assert.Equal(["Classifier.dot", "Classifier.mmd"], Directory.GetFiles(project.At("pictures")).Select(path => Path.GetFileName(path)).Order());
    }
}
