namespace PrunableModels.Package.Tests;

/// <summary>What someone sees who builds a model from a package of blocks, and takes the program elsewhere.</summary>
public sealed class BlockUserProjectTests(BlockUserProject project) : IClassFixture<BlockUserProject>
{
    [Fact]
    public void A_block_of_another_package_is_analysed_when_the_model_is_compiled()
    {
        Assert.DoesNotContain("PRUNE0", project.Builds.Output);
        Assert.DoesNotContain("PRUNE2", project.Builds.Output);

        var generated = project.Intermediate("Reader.Pruning.g.cs");
        Assert.NotEmpty(generated);
        Assert.All(generated, path => Assert.Contains("new(\"blocks.0.layers.0.weight:0\"", File.ReadAllText(path)));
    }

    [Fact]
    public void It_is_made_smaller_like_the_models_own_layers()
    {
        Assert.Matches(@"blocks\.0\.layers\.0\.weight:0: 12 to [1-9]\r?\n", project.Runs);
        Assert.Matches(@"blocks\.1\.layers\.0\.weight:0: 10 to [1-9]\r?\n", project.Runs);
        Assert.Matches(@"memory\.weight_ih_l0:0: 6 to 3\r?\n", project.Runs);
        Assert.Contains("class RootMeanSquare : Module<Tensor, Tensor>", project.Runs);
    }

    [Fact]
    public void Built_for_NET_8_the_program_prints_the_same() =>
        Assert.Equal(project.Runs, project.Run("--framework", "net8.0").MustSucceed().Output);

    [Fact]
    public void Published_trimmed_the_program_prints_the_same()
    {
        var (publish, run) = project.PublishTrimmed();

        // TorchSharp has no annotations for the trimmer; ours are complete.
        var warnings = publish.Output.Split('\n').Where(line => line.Contains("warning IL")).ToList();
        Assert.All(warnings, warning => Assert.Matches(@"warning IL\d+: TorchSharp\.", warning));
        Assert.Equal(project.Runs, run.MustSucceed().Output);
    }
}
