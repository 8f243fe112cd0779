using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Files;

public sealed class SafetensorsRoundTripTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    public static TheoryData<ScalarType> Types =>
    [
        ScalarType.Bool, ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64,
        ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64,
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_dtype_comes_back_in_any_rank(ScalarType type)
    {
        var written = new Dictionary<string, Tensor>
        {
            ["matrix"] = randint(0, 100, [3, 5]).to_type(type),
            ["scalar"] = tensor(1).to_type(type),
            ["empty"] = zeros([0], type),
            ["empty matrix"] = zeros([4, 0, 2], type),
            ["odd"] = randint(0, 100, [3]).to_type(type),
        };

        AssertSame(written, WriteAndRead(written));
    }

    [Fact]
    public void Special_values_keep_their_bits()
    {
        var written = new Dictionary<string, Tensor>
        {
            ["f32"] = tensor([float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon]),
            ["i64"] = tensor([long.MinValue, long.MaxValue]),
        };

        var read = WriteAndRead(written);

        Assert.All(written, pair => Assert.Equal(pair.Value.bytes.ToArray(), read[pair.Key].bytes.ToArray()));
    }

    [Fact]
    public void Views_are_written_in_the_order_that_they_show()
    {
        var matrix = arange(24, dtype: ScalarType.Float32).view(4, 6);
        var written = new Dictionary<string, Tensor>
        {
            ["transposed"] = matrix.t(),
            ["strided"] = matrix[TensorIndex.Slice(1, null, 2), TensorIndex.Slice(0, null, 3)],
            ["offset"] = matrix[2],
            ["expanded"] = matrix[0].unsqueeze(0).expand(3, 6),
            ["parameter"] = nn.Linear(3, 2).weight!,
        };

        AssertSame(written, WriteAndRead(written));
    }

    [Fact]
    public void A_tensor_of_several_pieces_comes_back()
    {
        var written = new Dictionary<string, Tensor> { ["large"] = randint(0, 100, [(1 << 24) + 17], ScalarType.Byte) };

        AssertSame(written, WriteAndRead(written));
    }

    [Fact]
    public void Names_and_metadata_come_back_whatever_they_are_spelled_like()
    {
        var written = new Dictionary<string, Tensor> { ["z"] = ones(1), ["größe \"1\"\n"] = ones(2), ["層.0"] = ones(3), [""] = ones(4) };
        var metadata = new Dictionary<string, string> { ["format"] = "pt", ["note"] = "ü\t" };

        SafetensorsFile.Write(folder.File("model"), written, metadata);

        Assert.Equal(written.Keys, SafetensorsFile.Read(folder.File("model")).Keys);
        Assert.Equal(metadata, SafetensorsFile.ReadMetadata(folder.File("model")));
    }

    [Fact]
    public void No_tensors_make_a_file_too() => Assert.Empty(WriteAndRead([]));

    [Fact]
    public void A_deep_shape_comes_back()
    {
        var written = new Dictionary<string, Tensor> { ["deep"] = ones(Enumerable.Repeat(1L, 200).ToArray()) };

        Assert.Equal(200, WriteAndRead(written)["deep"].dim());
    }

    private IReadOnlyDictionary<string, Tensor> WriteAndRead(Dictionary<string, Tensor> tensors)
    {
        SafetensorsFile.Write(folder.File("model"), tensors);
        return SafetensorsFile.Read(folder.File("model"));
    }

    private static void AssertSame(Dictionary<string, Tensor> written, IReadOnlyDictionary<string, Tensor> read)
    {
        Assert.Equal(written.Keys, read.Keys);
        foreach (var (name, tensor) in written)
        {
            Assert.Equal(tensor.dtype, read[name].dtype);
            Assert.Equal(tensor.shape, read[name].shape);
            Assert.True(tensor.equal(read[name]).all().item<bool>(), name);
        }
    }
}
