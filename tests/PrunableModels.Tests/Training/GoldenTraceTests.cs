using PrunableModels.Traces;
using Xunit;

namespace PrunableModels.Tests.Training;

/// <summary>With its reference switches on, an optimizer walks the ways of the released one, number by number.</summary>
public sealed class GoldenTraceTests
{
    [Theory]
    [InlineData("mlp_hesso_sgd")]
    [InlineData("mlp_hesso_sgd_long")]
    [InlineData("mlp_hesso_sgd_s80")]
    [InlineData("mlp_hesso_sgd_div4")]
    [InlineData("mlp_hesso_sgdm")]
    [InlineData("mlp_hesso_sgdm_wd")]
    [InlineData("mlp_hesso_adamw")]
    [InlineData("mlp_hesso_adamw_long")]
    [InlineData("cnn_hesso_sgd")]
    [InlineData("cnn_hesso_sgd_long")]
    [InlineData("cnn_hesso_sgdm")]
    [InlineData("mlp_cric_sgd")]
    [InlineData("mlp_cric_sgdm")]
    [InlineData("mlp_cric_adamw")]
    [InlineData("cnn_cric_sgd")]
    public void A_recorded_trace_is_replayed(string name)
    {
        var differences = TraceReplay.Run(TraceFile.Open(GoldenFiles.FolderOf(name), name));

        Assert.Null(differences.FirstSet);
        Assert.InRange(differences.Loss, 0, 1e-5f);
        Assert.InRange(differences.Parameter, 0, 1e-5f);
        Assert.InRange(differences.Score, 0, 1e-4f);
        Assert.True(differences is { Sets: >= 24, Parameters: > 300, Scores: >= 24 });
    }
}
