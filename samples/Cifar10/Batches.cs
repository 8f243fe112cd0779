using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cifar10;

/// <summary>Hands a set out in batches of floats, normalised by channel, and shuffled and augmented where that is wanted.</summary>
internal sealed class Batches
{
    private const int Padding = 4;

    private readonly ImageSet set;
    private readonly Normalisation normalisation;
    private readonly int size;
    private readonly Random? shuffle;
    private readonly bool augment;
    private readonly int[] order;

    /// <param name="shuffle">Where order and augmentation come from; null keeps the set's order and its images as they are.</param>
    public Batches(ImageSet set, Normalisation normalisation, int size, Random? shuffle = null, bool augment = false)
    {
        (this.set, this.normalisation, this.size, this.shuffle, this.augment) = (set, normalisation, size, shuffle, augment);
        order = [.. Enumerable.Range(0, set.Count)];
    }

    public int Images => set.Count;

    public int Count => (set.Count + size - 1) / size;

    /// <summary>One pass over the set. Each batch is a list of image numbers, for <see cref="Load"/>.</summary>
    public IEnumerable<int[]> Pass()
    {
        shuffle?.Shuffle(order);
        return order.Chunk(size);
    }

    /// <summary>Makes the tensors of a batch, in the caller's dispose scope.</summary>
    public (Tensor Images, Tensor Labels) Load(int[] batch)
    {
        using var scope = NewDisposeScope();
        var index = tensor(batch, ScalarType.Int64);
        var images = set.Images.index_select(0, index);
        if (augment && shuffle is not null)
        {
            images = ShiftAndMirror(images, shuffle);
        }

        return scope.MoveToOuter(normalisation.Apply(images), set.Labels.index_select(0, index));
    }

    /// <summary>A crop and a mirroring are both a choice of rows and columns, so that two gathers do a whole batch.</summary>
    private static Tensor ShiftAndMirror(Tensor images, Random random)
    {
        const int side = ImageSet.Side;
        var (n, channels) = (images.shape[0], images.shape[1]);
        var padded = functional.pad(images, [Padding, Padding, Padding, Padding]);
        var rows = Offsets(n, random) + arange(side);
        var columns = Offsets(n, random) + where(Coins(n, random), arange(side - 1, -1, -1), arange(side));
        return padded
            .gather(2, rows.view(n, 1, side, 1).expand(n, channels, side, padded.shape[3]))
            .gather(3, columns.view(n, 1, 1, side).expand(n, channels, side, side));
    }

    private static Tensor Offsets(long count, Random random) => Column(count, () => random.Next((2 * Padding) + 1));

    private static Tensor Coins(long count, Random random) => Column(count, () => random.Next(2)).to_type(ScalarType.Bool);

    private static Tensor Column(long count, Func<long> draw)
    {
        var values = new long[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = draw();
        }

        return tensor(values).view(count, 1);
    }
}
