namespace Cifar10;

/// <summary>
/// Images that the program draws: one of five shapes, filled or striped, which makes ten classes. Place, size, turn and colours
/// are drawn by chance and say nothing about the class; a grating behind the shape and noise over everything get in the way.
/// </summary>
internal static class SyntheticData
{
    public const int TrainStream = 0;
    public const int TestStream = 1;

    private const int Shapes = 5;
    private const double Noise = 0.10;
    private const double StripePeriod = 4;

    /// <summary>Draws images. Image i of a stream is the same however many there are.</summary>
    public static ImageSet Draw(int count, int seed, int stream)
    {
        var pixels = new byte[count * ImageSet.ImageBytes];
        var labels = new long[count];
        Parallel.For(0, count, i =>
        {
            labels[i] = i % ImageSet.Classes;
            var random = new Random(ImageSeed(seed, stream, i));
            DrawImage(pixels.AsSpan(i * ImageSet.ImageBytes, ImageSet.ImageBytes), (int)labels[i], random);
        });
        return ImageSet.From(pixels, labels);
    }

    /// <summary>A seed for each image; System.HashCode is seeded anew by every process, so it will not do.</summary>
    private static int ImageSeed(int seed, int stream, int image)
    {
        var hash = ((ulong)(uint)seed << 32) | ((uint)image << 1) | (uint)stream;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return (int)(hash ^ (hash >> 31));
    }

    private static void DrawImage(Span<byte> image, int label, Random random)
    {
        var figure = Figure.Draw(label % Shapes, label / Shapes == 1, random);
        var (front, back) = Colours(random);
        var (waveX, waveY) = Direction(random, 0.3 + (0.5 * random.NextDouble()));
        for (var y = 0; y < ImageSet.Side; y++)
        {
            for (var x = 0; x < ImageSet.Side; x++)
            {
                var shade = 0.12 * Math.Sin((waveX * x) + (waveY * y));
                var colour = figure.Covers(x, y) ? front : back;
                for (var channel = 0; channel < ImageSet.Channels; channel++)
                {
                    var value = colour[channel] + shade + (Noise * Gaussian(random));
                    image[(((channel * ImageSet.Side) + y) * ImageSet.Side) + x] = (byte)Math.Clamp(value * 255, 0, 255);
                }
            }
        }
    }

    /// <summary>Two colours that a human could tell apart.</summary>
    private static (double[] Front, double[] Back) Colours(Random random)
    {
        while (true)
        {
            var (front, back) = (Colour(random), Colour(random));
            if (front.Zip(back, (f, b) => Math.Abs(f - b)).Sum() > 0.6)
            {
                return (front, back);
            }
        }
    }

    private static double[] Colour(Random random) => [random.NextDouble(), random.NextDouble(), random.NextDouble()];

    private static (double X, double Y) Direction(Random random, double length)
    {
        var angle = random.NextDouble() * Math.Tau;
        return (length * Math.Cos(angle), length * Math.Sin(angle));
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());

    /// <summary>A shape at its place, in its size and turn.</summary>
    private readonly record struct Figure(int Shape, bool Striped, double X, double Y, double Radius, double Turn)
    {
        public static Figure Draw(int shape, bool striped, Random random)
        {
            var radius = 7 + (5 * random.NextDouble());
            return new Figure(shape, striped, Place(radius, random), Place(radius, random), radius, (random.NextDouble() - 0.5) * 1.2);
        }

        public bool Covers(double pixelX, double pixelY)
        {
            var (dx, dy) = ((pixelX - X) / Radius, (pixelY - Y) / Radius);
            var x = (dx * Math.Cos(Turn)) + (dy * Math.Sin(Turn));
            var y = (dy * Math.Cos(Turn)) - (dx * Math.Sin(Turn));
            var gap = Striped && (x * Radius % StripePeriod + StripePeriod) % StripePeriod < StripePeriod / 2;
            return !gap && Inside(x, y);
        }

        private bool Inside(double x, double y) => Shape switch
        {
            0 => (x * x) + (y * y) < 0.9,
            1 => Math.Max(Math.Abs(x), Math.Abs(y)) < 0.85,
            2 => y > -0.6 && y + (1.8 * Math.Abs(x)) < 1,
            3 => ((x * x) + (y * y)) is > 0.35 and < 1,
            _ => Math.Min(Math.Abs(x), Math.Abs(y)) < 0.3 && Math.Max(Math.Abs(x), Math.Abs(y)) < 1,
        };

        private static double Place(double radius, Random random)
        {
            var margin = 0.8 * radius;
            return margin + ((ImageSet.Side - (2 * margin)) * random.NextDouble());
        }
    }
}
