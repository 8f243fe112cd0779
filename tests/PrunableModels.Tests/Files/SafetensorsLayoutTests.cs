using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Files;

public sealed class SafetensorsLayoutTests : IDisposable
{
    private const string Header = """{"__metadata__":{"k":"v"},"b":{"dtype":"I16","shape":[2],"data_offsets":[0,4]},"a":{"dtype":"BOOL","shape":[],"data_offsets":[4,5]}}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_file_is_what_one_would_write_by_hand()
    {
        using var scope = NewDisposeScope();
        var padding = new string(' ', -Header.Length & 7);
        var tensors = new KeyValuePair<string, Tensor>[] { new("b", tensor(new short[] { 1, -2 })), new("a", tensor(true)) };

        SafetensorsFile.Write(folder.File("model"), tensors, new Dictionary<string, string> { ["k"] = "v" });

        Assert.Equal(RawSafetensors.Bytes(Header + padding, 1, 0, 0xFE, 0xFF, 1), File.ReadAllBytes(folder.File("model")));
    }

    [Fact]
    public void Tensors_may_lie_in_another_order_than_their_names()
    {
        using var scope = NewDisposeScope();
        var header = """{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]},"b":{"shape":[1],"data_offsets":[0,1],"dtype":"I8"}}""";
        File.WriteAllBytes(folder.File("model"), RawSafetensors.Bytes(header, 0xFF, 7, 8));

        var read = SafetensorsFile.Read(folder.File("model"));

        Assert.Equal([7, 8], read["a"].data<byte>().ToArray());
        Assert.Equal([-1], read["b"].data<sbyte>().ToArray());
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_beside_it()
    {
        using var scope = NewDisposeScope();
        SafetensorsFile.Write(folder.File("model"), new Dictionary<string, Tensor> { ["a"] = ones(3) });
        var before = File.ReadAllBytes(folder.File("model"));

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder.File("model"), stream =>
        {
            stream.Write([1, 2, 3]);
            throw new InvalidOperationException("half way");
        }));

        Assert.Equal(before, File.ReadAllBytes(folder.File("model")));
        Assert.Equal(["model"], folder.Names);
    }

    [Fact]
    public void What_the_format_cannot_hold_is_refused_before_a_file_is_made()
    {
        using var scope = NewDisposeScope();

        AssertRefused(new("a", ones(1)), new("a", ones(1)));
        AssertRefused(new KeyValuePair<string, Tensor>("__metadata__", ones(1)));
        AssertRefused(new KeyValuePair<string, Tensor>("complex", ones(1, ScalarType.ComplexFloat32)));
        AssertRefused(new KeyValuePair<string, Tensor>("half a pair \ud800", ones(1)));
    }

    private void AssertRefused(params KeyValuePair<string, Tensor>[] tensors)
    {
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(folder.File("model"), tensors));
        Assert.Empty(folder.Names);
    }
}
