using Cifar10;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Studies;

/// <summary>CIFAR-10: training images are mirrored and cropped at random, test images cropped in the middle. Judged by accuracy.</summary>
public sealed class ImageTask : ITask
{
    private const int TestBatch = 250;

    private readonly ImageSet train;
    private readonly ImageSet test;
    private readonly Normalisation normalisation;
    private readonly int batch;
    private readonly int side;
    private readonly int padding;
    private readonly Random random;
    private readonly int[] order;
    private int next;

    /// <param name="folder">CIFAR-10's binary batches.</param>
    /// <param name="batch">Images of a training step.</param>
    /// <param name="side">Rows and columns of a crop.</param>
    /// <param name="padding">Rows and columns of zeros on every side of a training image, before it is cropped.</param>
    /// <param name="seed">What order, crops and mirroring are drawn from.</param>
    public ImageTask(string folder, int batch, int side, int padding, int seed)
    {
        train = CifarData.ReadTraining(folder, int.MaxValue);
        test = CifarData.ReadTest(folder);
        normalisation = Normalisation.Of(train);
        (this.batch, this.side, this.padding, random) = (batch, side, padding, new Random(seed));
        order = [.. Enumerable.Range(0, train.Count)];
        next = order.Length;
    }

    /// <inheritdoc/>
    public long[] ExampleShape => [1, ImageSet.Channels, side, side];

    /// <inheritdoc/>
    public (Tensor Inputs, Tensor Targets) Draw()
    {
        // A pass over the images ends with its last whole batch.
        if (next + batch > order.Length)
        {
            random.Shuffle(order);
            next = 0;
        }

        using var scope = NewDisposeScope();
        var index = tensor(order.AsSpan(next, batch).ToArray(), ScalarType.Int64);
        next += batch;
        return scope.MoveToOuter(normalisation.Apply(Crop(train.Images.index_select(0, index))), train.Labels.index_select(0, index));
    }

    /// <inheritdoc/>
    public int HeldOutCount => (test.Count + TestBatch - 1) / TestBatch;

    /// <inheritdoc/>
    public (Tensor Inputs, Tensor Targets) HeldOut(int number)
    {
        using var scope = NewDisposeScope();
        var (first, margin) = (number * TestBatch, (ImageSet.Side - side) / 2);
        var count = Math.Min(TestBatch, test.Count - first);
        var middle = test.Images.narrow(0, first, count).narrow(2, margin, side).narrow(3, margin, side);
        return scope.MoveToOuter(normalisation.Apply(middle), test.Labels.narrow(0, first, count));
    }

    /// <inheritdoc/>
    public Tensor Loss(Tensor outputs, Tensor targets) => functional.cross_entropy(outputs, targets);

    /// <inheritdoc/>
    public (double Sum, long Count) Judge(Tensor outputs, Tensor targets)
    {
        using var scope = NewDisposeScope();
        return (outputs.argmax(1).eq(targets).sum().item<long>(), targets.shape[0]);
    }

    /// <summary>The share of the test images whose class a network gives, in evaluation.</summary>
    public double Accuracy(Module<Tensor, Tensor> model)
    {
        model.eval();
        using var quiet = no_grad();
        var (sum, count) = (0.0, 0L);
        for (var i = 0; i < HeldOutCount; i++)
        {
            using var scope = NewDisposeScope();
            var (inputs, targets) = HeldOut(i);
            var judged = Judge(model.call(inputs), targets);
            (sum, count) = (sum + judged.Sum, count + judged.Count);
        }

        return sum / count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        train.Dispose();
        test.Dispose();
        normalisation.Dispose();
    }

    /// <summary>A crop and a mirroring are both a choice of rows and columns, so that two gathers do a whole batch.</summary>
    private Tensor Crop(Tensor images)
    {
        var (n, channels) = (images.shape[0], images.shape[1]);
        var padded = padding == 0 ? images : functional.pad(images, [padding, padding, padding, padding]);
        var rows = Offsets(n) + arange(side);
        var columns = Offsets(n) + where(Coins(n), arange(side - 1, -1, -1), arange(side));
        return padded
            .gather(2, rows.view(n, 1, side, 1).expand(n, channels, side, padded.shape[3]))
            .gather(3, columns.view(n, 1, 1, side).expand(n, channels, side, side));
    }

    private Tensor Offsets(long count) => Column(count, () => random.Next(ImageSet.Side + (2 * padding) - side + 1));

    private Tensor Coins(long count) => Column(count, () => random.Next(2)).to_type(ScalarType.Bool);

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
