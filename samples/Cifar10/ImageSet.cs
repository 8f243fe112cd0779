using static TorchSharp.torch;

namespace Cifar10;

/// <summary>Images as bytes, shape [N, 3, 32, 32], with their classes, shape [N].</summary>
internal sealed record ImageSet(Tensor Images, Tensor Labels) : IDisposable
{
    public const int Classes = 10;
    public const int Side = 32;
    public const int Channels = 3;
    public const int ImageBytes = Channels * Side * Side;

    public int Count => (int)Images.shape[0];

    /// <summary>Makes a set of images that lie one after the other, each channel by channel and row by row.</summary>
    public static ImageSet From(byte[] pixels, long[] labels) =>
        new(tensor(pixels).view(labels.Length, Channels, Side, Side), tensor(labels));

    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
