using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Studies;

/// <summary>The next character of a text whose last tenth is held out. Judged by the loss of a character, in nats.</summary>
internal sealed class TextTask : ITask
{
    private const double TrainShare = 0.9;
    private const int TestBatch = 64;

    private readonly Tensor train;
    private readonly Tensor test;
    private readonly int batch;
    private readonly int length;
    private readonly Random random;

    /// <param name="file">The text.</param>
    /// <param name="batch">Sequences of a training step.</param>
    /// <param name="length">Characters of a sequence.</param>
    /// <param name="seed">What places in the text are drawn from.</param>
    public TextTask(string file, int batch, int length, int seed)
    {
        (this.batch, this.length, random) = (batch, length, new Random(seed));
        var text = File.ReadAllText(file);
        char[] alphabet = [.. text.Distinct().Order()];
        var numbers = text.Select(c => (long)Array.BinarySearch(alphabet, c)).ToArray();
        var border = (int)(numbers.Length * TrainShare);
        Vocabulary = alphabet.Length;
        train = tensor(numbers[..border]);
        test = tensor(numbers[border..]);
    }

    private long HeldOutSequences => (test.shape[0] - 1) / length;

    /// <summary>How many characters there are.</summary>
    public int Vocabulary { get; }

    /// <inheritdoc/>
    public long[] ExampleShape => [1, length];

    /// <inheritdoc/>
    public (Tensor Inputs, Tensor Targets) Draw()
    {
        using var scope = NewDisposeScope();
        var starts = new long[batch];
        for (var i = 0; i < batch; i++)
        {
            starts[i] = random.NextInt64(train.shape[0] - length);
        }

        var places = tensor(starts).view(batch, 1) + arange(length);
        return scope.MoveToOuter(train.take(places), train.take(places + 1));
    }

    /// <inheritdoc/>
    public int HeldOutCount => (int)((HeldOutSequences + TestBatch - 1) / TestBatch);

    /// <inheritdoc/>
    public (Tensor Inputs, Tensor Targets) HeldOut(int number)
    {
        using var scope = NewDisposeScope();
        var first = (long)number * TestBatch;
        var count = Math.Min(TestBatch, HeldOutSequences - first);
        return scope.MoveToOuter(
            test.narrow(0, first * length, count * length).view(count, length),
            test.narrow(0, (first * length) + 1, count * length).view(count, length));
    }

    /// <inheritdoc/>
    public Tensor Loss(Tensor outputs, Tensor targets) => functional.cross_entropy(outputs.flatten(0, 1), targets.flatten());

    /// <inheritdoc/>
    public (double Sum, long Count) Judge(Tensor outputs, Tensor targets)
    {
        using var scope = NewDisposeScope();
        return (functional.cross_entropy(outputs.flatten(0, 1), targets.flatten(), reduction: Reduction.Sum).item<float>(), targets.numel());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        train.Dispose();
        test.Dispose();
    }
}
