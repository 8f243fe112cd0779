using System.Diagnostics;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Files;

public sealed class SafetensorsFuzzTests : IDisposable
{
    private const int Seed = 20261124;
    private const int Corruptions = 5000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Whatever happens to a file, it is refused as malformed, or it reads as tensors that account for each of its bytes.</summary>
    [Fact]
    public void A_corrupted_file_is_refused_or_read_whole()
    {
        var path = folder.File("model");
        var original = Original(path);
        var random = new Random(Seed);
        var clock = Stopwatch.StartNew();
        var refused = 0;
        for (var i = 0; i < Corruptions; i++)
        {
            var bytes = Corrupt(original, random);
            File.WriteAllBytes(path, bytes);
            refused += IsRefused(path, bytes) ? 1 : 0;
        }

        Assert.InRange(refused, Corruptions / 4, Corruptions);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    private static byte[] Original(string path)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["conv.weight"] = arange(12, dtype: ScalarType.Float32).view(2, 2, 3),
            ["mask"] = ones(3, ScalarType.Bool),
            ["steps"] = tensor(7L),
            ["none"] = zeros(0, 4),
        };
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
        return File.ReadAllBytes(path);
    }

    private static bool IsRefused(string path, byte[] bytes)
    {
        using var scope = NewDisposeScope();
        try
        {
            var read = SafetensorsFile.Read(path);
            var header = BitConverter.ToInt64(bytes);
            Assert.Equal(bytes.Length - sizeof(long) - header, read.Values.Sum(t => t.numel() * t.ElementSize));
            return false;
        }
        catch (SafetensorsException)
        {
            return true;
        }
    }

    private static byte[] Corrupt(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        var at = random.Next(bytes.Length);
        switch (random.Next(6))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); return bytes;
            case 1: bytes[at] = (byte)random.Next(256); return bytes;
            case 2: bytes[at] = (byte)"0123456789{}[]\",:-e "[random.Next(20)]; return bytes;
            case 3: return bytes[..at];
            case 4: return [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
            default: random.NextBytes(bytes.AsSpan(at, Math.Min(random.Next(1, 9), bytes.Length - at))); return bytes;
        }
    }
}
