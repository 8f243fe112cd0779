using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>What is torch's fault is not put down to the compact model.</summary>
public sealed class KernelFaultTests
{
    [Fact]
    public void Convolutions_that_torch_computes_rightly_have_no_fault()
    {
        using var model = nn.Sequential(nn.Conv2d(20, 39, 3), nn.ReLU(), nn.Conv1d(17, 5, 3), nn.ConvTranspose2d(18, 6, 3), nn.Linear(4, 2));

        Assert.Null(KernelFault.Find(Live(model)));
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_no_fault_of_torch()
    {
        using var model = nn.Conv2d(3, 20, 3);
        Fill(model.weight, double.NaN);

        Assert.Null(KernelFault.Find(Live(model)));
    }

    [Fact]
    public void A_convolution_whose_results_in_32_bits_are_nothing_like_those_in_64_is_found_by_its_path()
    {
        using var inner = nn.Conv2d(20, 8, 3);
        using var model = nn.Sequential(nn.Conv2d(3, 20, 3), nn.Sequential(inner));
        Fill(inner.weight, 3e38);

        var fault = KernelFault.Find(Live(model));

        Assert.Equal("1.0", fault?.Layer);
        Assert.Equal("8 x 20 x 3 x 3", fault?.Shape);
    }

    [Fact]
    public void The_message_says_what_to_do()
    {
        var e = new CompactionException(("Compact", "zeroed"), 2.2, 0.1, "evaluation", new("features.8", "39 x 20 x 3 x 3", 13.2));

        Assert.Contains("'features.8' with a weight of 39 x 20 x 3 x 3", e.Message, StringComparison.Ordinal);
        Assert.Contains("ONEDNN_MAX_CPU_ISA", e.Message, StringComparison.Ordinal);
        Assert.Equal(2.2, e.Difference);
    }

    private static void Fill(Tensor weight, double value)
    {
        using var gradients = no_grad();
        weight.fill_(value);
    }

    private static LiveModel Live(nn.Module model) => new(model, (_, _) => Pruning.Unreadable);
}
