using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Files;

public sealed class SafetensorsLoadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_module_takes_over_parameters_and_buffers()
    {
        var (from, to) = (Model(), Model());
        from.train();
        from.call(randn(8, 3));
        SafetensorsFile.Write(folder.File("model"), from.state_dict());

        SafetensorsFile.Load(to, folder.File("model"));

        from.eval();
        to.eval();
        var x = randn(4, 3);
        Assert.True(from.call(x).equal(to.call(x)).all().item<bool>());
        Assert.Equal(1, to.state_dict()["1.num_batches_tracked"].item<long>());
        Assert.All(to.parameters(), p => Assert.True(p.requires_grad));
    }

    [Fact]
    public void Every_difference_is_reported_and_the_module_is_left_alone()
    {
        var model = Model();
        var before = model.state_dict().ToDictionary(p => p.Key, p => p.Value.clone());
        var tensors = model.state_dict().ToDictionary(p => p.Key, p => zeros_like(p.Value));
        tensors.Remove("0.bias");
        tensors["0.weight"] = zeros(3, 5);
        tensors["1.weight"] = zeros(5, ScalarType.Float64);
        tensors["2.weight"] = zeros(1);
        SafetensorsFile.Write(folder.File("model"), tensors);

        var exception = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Load(model, folder.File("model")));

        Assert.Contains("'0.bias' is missing", exception.Problem, StringComparison.Ordinal);
        Assert.Contains("'0.weight' has shape [3, 5], the model [5, 3]", exception.Problem, StringComparison.Ordinal);
        Assert.Contains("'1.weight' has dtype Float64, the model Float32", exception.Problem, StringComparison.Ordinal);
        Assert.Contains("'2.weight' is not expected", exception.Problem, StringComparison.Ordinal);
        Assert.All(model.state_dict(), pair => Assert.True(pair.Value.equal(before[pair.Key]).all().item<bool>()));
    }

    private static Sequential Model() => nn.Sequential(nn.Linear(3, 5), nn.BatchNorm1d(5));
}
