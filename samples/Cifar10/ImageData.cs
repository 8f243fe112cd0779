namespace Cifar10;

/// <summary>The images to learn from and the images to be judged by.</summary>
/// <param name="Name">What to call the data in the results.</param>
/// <param name="Augment">Whether shifting and mirroring an image leaves its class alone.</param>
internal sealed record ImageData(string Name, ImageSet Train, ImageSet Test, bool Augment) : IDisposable
{
    private const int DrawnTestImages = 1000;

    public static ImageData Load(Options options) => options.Data is { } folder
        ? new ImageData("CIFAR-10", CifarData.ReadTraining(folder, options.TrainLimit), CifarData.ReadTest(folder), Augment: true)
        : new ImageData(
            "drawn",
            SyntheticData.Draw(options.TrainLimit, options.Seed, SyntheticData.TrainStream),
            SyntheticData.Draw(DrawnTestImages, options.Seed, SyntheticData.TestStream),
            Augment: false);

    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
    }
}
