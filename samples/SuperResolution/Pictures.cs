using Cifar10;
using static TorchSharp.torch;

namespace SuperResolution;

/// <summary>Pictures to learn from, and pictures to be judged by.</summary>
/// <param name="Name">What to call them in the results.</param>
/// <param name="Train">For training.</param>
/// <param name="HeldOut">Held out.</param>
public sealed record Pictures(string Name, IReadOnlyList<Tensor> Train, IReadOnlyList<Tensor> HeldOut) : IDisposable
{
    private const int Made = 120;
    private const int CifarTraining = 5000;
    private const int HeldOutAtMost = 50;
    private const double HeldOutShare = 0.2;

    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".bmp", ".webp"];

    /// <summary>Those of a folder, of pictures or of CIFAR-10's binary batches; drawn ones without a folder.</summary>
    /// <param name="folder">The folder; null for none.</param>
    /// <param name="seed">By which pictures are drawn.</param>
    /// <param name="side">How wide and high a picture has to be at least.</param>
    public static Pictures Load(string? folder, int seed, int side)
    {
        if (folder is null)
        {
            return Split("drawn", [.. MadePictures.Draw(Made, seed)]);
        }

        if (Directory.EnumerateFiles(folder, "data_batch_*.bin").Any())
        {
            using var train = CifarData.ReadTraining(folder, CifarTraining);
            using var test = CifarData.ReadTest(folder);
            return new("CIFAR-10", Of(train, CifarTraining), Of(test, HeldOutAtMost));
        }

        var files = Directory.GetFiles(folder).Where(f => Endings.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal);
        var pictures = files.Select(Picture.Read).OfType<Tensor>().Where(p => p.shape[1] >= side && p.shape[2] >= side).Select(Even).ToList();
        return pictures.Count >= 2
            ? Split(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), pictures)
            : throw new ArgumentException($"{folder} has neither data_batch_*.bin nor two pictures of at least {side} by {side} pixels.");
    }

    /// <summary>Patches of training pictures, small and as they are.</summary>
    /// <param name="count">How many.</param>
    /// <param name="side">How wide and high the small ones are.</param>
    /// <param name="random">By which they are chosen.</param>
    public (Tensor Small, Tensor Large) Draw(int count, int side, Random random)
    {
        using var scope = NewDisposeScope();
        var large = stack(Enumerable.Range(0, count).Select(_ => Patch(Train[random.Next(Train.Count)], side * Carn.Scale, random)));
        return scope.MoveToOuter(Enlarging.Shrink(large), large);
    }

    public void Dispose()
    {
        foreach (var picture in Train.Concat(HeldOut))
        {
            picture.Dispose();
        }
    }

    private static Tensor Patch(Tensor picture, int side, Random random) => picture
        .narrow(1, random.NextInt64(picture.shape[1] - side + 1), side)
        .narrow(2, random.NextInt64(picture.shape[2] - side + 1), side);

    private static Pictures Split(string name, List<Tensor> pictures)
    {
        var heldOut = Math.Clamp((int)(pictures.Count * HeldOutShare), 1, HeldOutAtMost);
        return new(name, pictures[heldOut..], pictures[..heldOut]);
    }

    private static List<Tensor> Of(ImageSet set, int most)
    {
        using var floats = set.Images.narrow(0, 0, Math.Min(most, set.Count)).to_type(ScalarType.Float32).div_(255);
        return [.. floats.unbind(0)];
    }

    /// <summary>Cut to even sizes, so that it can be shrunk to a half and enlarged again.</summary>
    private static Tensor Even(Tensor picture) => picture.narrow(1, 0, picture.shape[1] / Carn.Scale * Carn.Scale).narrow(2, 0, picture.shape[2] / Carn.Scale * Carn.Scale);
}
