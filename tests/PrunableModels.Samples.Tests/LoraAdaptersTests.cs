using LoraAdapters;
using Xunit;

namespace PrunableModels.Samples.Tests;

/// <summary>The sample of low-rank adapters, in short.</summary>
public sealed class LoraAdaptersTests
{
    [Fact]
    public void A_frozen_classifier_is_adapted_and_becomes_smaller_meanwhile()
    {
        var result = new Experiment(steps: 200, sparsity: 0.3, seed: 1).Run(folder: null);
        Assert.InRange(result.After, result.Before + 0.2, 1);
        Assert.InRange(result.Parameters.After, 1, 0.8 * result.Parameters.Before);
    }
}
