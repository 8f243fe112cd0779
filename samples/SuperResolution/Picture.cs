using SkiaSharp;
using static TorchSharp.torch;

namespace SuperResolution;

/// <summary>Pictures as tensors [3, height, width] of numbers from 0 to 1, and as files.</summary>
public static class Picture
{
    /// <summary>Reads a file; null where it holds no picture.</summary>
    public static Tensor? Read(string file)
    {
        using var decoded = SKBitmap.Decode(file);
        using var bitmap = decoded?.Copy(SKColorType.Rgba8888);
        return bitmap is null ? null : Of(bitmap);
    }

    /// <summary>A bitmap of four bytes a pixel as a tensor.</summary>
    public static Tensor Of(SKBitmap bitmap)
    {
        using var scope = NewDisposeScope();
        var bytes = tensor(bitmap.Bytes).view(bitmap.Height, bitmap.Width, 4);
        return (bytes.narrow(2, 0, 3).permute(2, 0, 1).to_type(ScalarType.Float32) / 255).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Writes pictures of one height side by side to a PNG file.</summary>
    public static void Write(string file, params Tensor[] pictures)
    {
        using var scope = NewDisposeScope();
        var row = cat(pictures, 2);
        var alpha = ones([1, .. row.shape[1..]]);
        var bytes = (cat([row, alpha], 0).clamp(0, 1) * 255).round().to_type(ScalarType.Byte).permute(1, 2, 0).contiguous();
        using var bitmap = new SKBitmap((int)row.shape[2], (int)row.shape[1], SKColorType.Rgba8888, SKAlphaType.Opaque);
        bytes.data<byte>().ToArray().CopyTo(bitmap.GetPixelSpan());
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        using var stream = File.Create(file);
        data.SaveTo(stream);
    }
}
