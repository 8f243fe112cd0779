using System.Text;
using Xunit;

namespace PrunableModels.Tests.Files;

public sealed class SafetensorsFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 3, "1 bytes after the last tensor")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 1, "ends at byte 2 of the data, which has 1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "leaves a gap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "overlaps")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 2, "overlaps")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}}""", 2, "not a start and an end")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0]}}""", 2, "not a start and an end")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,2]}}""", 2, "takes 8 bytes, its data_offsets span 2")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "larger than any file")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0,4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "larger than any file")]
    [InlineData("""{"a":{"dtype":"U8","shape":[18446744073709551616],"data_offsets":[0,0]}}""", 0, "where a non-negative integer belongs")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}}""", 0, "has -1 where a non-negative integer belongs")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}""", 1, "has 1.0 where")]
    [InlineData("""{"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}}""", 1, "where a non-negative integer belongs")]
    [InlineData("""{"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}}""", 1, "is not an array")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", 1, "dtype F8_E4M3, which TorchSharp has not")]
    [InlineData("""{"a":{"dtype":3,"shape":[1],"data_offsets":[0,1]}}""", 1, "is not a string")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,1]}}""", 1, "lacks dtype")]
    [InlineData("""{"a":{"dtype":"U8","data_offsets":[0,1]}}""", 1, "lacks shape")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1]}}""", 1, "lacks data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"extra":0}}""", 1, "unknown member 'extra'")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"I8","shape":[1],"data_offsets":[0,1]}}""", 1, "has 'dtype' twice")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0061":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, "has 'a' twice")]
    [InlineData("""{"a":[]}""", 0, "tensor 'a' is not an object")]
    [InlineData("""{"__metadata__":"x"}""", 0, "__metadata__ is not an object")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "metadata 'k' is not a string")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "has '__metadata__' twice")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "not valid JSON")]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}""", 1, "neither 0 nor 1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}""", 1, "not valid JSON")]
    [InlineData("""{} x""", 0, "not valid JSON")]
    [InlineData(""" {}""", 0, "does not begin with '{'")]
    [InlineData("", 0, "does not begin with '{'")]
    public void A_faulty_header_is_refused_with_its_fault(string header, int dataLength, string fault) =>
        AssertFault(RawSafetensors.Bytes(header, Enumerable.Repeat((byte)9, dataLength).ToArray()), fault);

    [Fact]
    public void A_file_shorter_than_its_prefix_is_refused()
    {
        AssertFault([], "0 bytes are too few");
        AssertFault([2, 0, 0, 0, 0, 0, 0], "7 bytes are too few");
    }

    [Fact]
    public void A_header_length_is_checked_before_anything_is_allocated()
    {
        AssertFault([.. RawSafetensors.Prefix(3), .. "{}"u8], "should have 3 bytes, the file ends after 2");
        AssertFault([.. RawSafetensors.Prefix(100_000_000), .. "{}"u8], "the file ends after 2");
        AssertFault([.. RawSafetensors.Prefix(100_000_001), .. "{}"u8], "over the limit");
        AssertFault([.. RawSafetensors.Prefix(ulong.MaxValue), .. "{}"u8], "over the limit");
    }

    [Fact]
    public void A_header_that_is_not_UTF8_is_refused() =>
        AssertFault([.. RawSafetensors.Prefix(8), .. Encoding.Latin1.GetBytes("{\"ü\":{}}")], "not valid UTF-8");

    [Fact]
    public void A_missing_file_is_what_it_is_elsewhere() =>
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Read(folder.File("none")));

    private void AssertFault(byte[] file, string fault)
    {
        var path = folder.File("model");
        File.WriteAllBytes(path, file);

        var exception = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(path));

        Assert.Equal(path, exception.Path);
        Assert.Contains(fault, exception.Problem, StringComparison.Ordinal);
        Assert.Equal($"{path}: {exception.Problem}", exception.Message);
    }
}
