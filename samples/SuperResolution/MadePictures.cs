using SkiaSharp;
using static TorchSharp.torch;

namespace SuperResolution;

/// <summary>Pictures that the program draws, for a run without data: strokes, discs and letters before a slope of two colours.</summary>
public static class MadePictures
{
    private const int Side = 96;
    private const int Figures = 14;

    /// <summary>Draws some.</summary>
    public static IEnumerable<Tensor> Draw(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return Draw(random);
        }
    }

    private static Tensor Draw(Random random)
    {
        using var bitmap = new SKBitmap(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        using var slope = SKShader.CreateLinearGradient(Point(), Point(), [Colour(), Colour()], SKShaderTileMode.Mirror);
        using (var ground = new SKPaint { Shader = slope })
        {
            canvas.DrawPaint(ground);
        }

        for (var i = 0; i < Figures; i++)
        {
            using var paint = new SKPaint { Color = Colour(), IsAntialias = true, StrokeWidth = 1 + random.Next(5), IsStroke = random.Next(2) == 0 };
            using var font = new SKFont { Size = 10 + random.Next(30) };
            switch (random.Next(3))
            {
                case 0:
                    canvas.DrawLine(Point(), Point(), paint);
                    break;
                case 1:
                    canvas.DrawCircle(Point(), 3 + random.Next(20), paint);
                    break;
                default:
                    canvas.DrawText($"{(char)('A' + random.Next(26))}", Point(), font, paint);
                    break;
            }
        }

        canvas.Flush();
        return Picture.Of(bitmap);

        SKPoint Point() => new(random.Next(Side), random.Next(Side));
        SKColor Colour() => new((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
    }
}
