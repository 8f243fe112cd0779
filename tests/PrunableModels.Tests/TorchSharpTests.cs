using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

public sealed class TorchSharpTests
{
    [Fact]
    public void TorchSharp_loads_and_trains_here()
    {
        manual_seed(0);
        using var layer = nn.Linear(4, 2);
        using var optimizer = optim.SGD(layer.parameters(), learningRate: 0.1);
        using var x = randn(8, 4);
        using var target = zeros(8, 2);

        var before = Step();
        Assert.True(Step() < before);

        float Step()
        {
            optimizer.zero_grad();
            using var loss = nn.functional.mse_loss(layer.call(x), target);
            loss.backward();
            optimizer.step();
            return loss.item<float>();
        }
    }
}
