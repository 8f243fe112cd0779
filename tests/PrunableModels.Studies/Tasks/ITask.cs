using static TorchSharp.torch;

namespace PrunableModels.Studies;

/// <summary>What a network learns: batches to train on, and those it never sees, by which it is judged.</summary>
public interface ITask : IDisposable
{
    /// <summary>The shape of one example, for multiply-adds.</summary>
    long[] ExampleShape { get; }

    /// <summary>The next batch to train on, in the caller's dispose scope.</summary>
    (Tensor Inputs, Tensor Targets) Draw();

    /// <summary>The number of batches that are held out.</summary>
    int HeldOutCount { get; }

    /// <summary>A batch that is held out, by its number, in the caller's dispose scope.</summary>
    (Tensor Inputs, Tensor Targets) HeldOut(int number);

    /// <summary>The mean loss over a batch's outputs.</summary>
    Tensor Loss(Tensor outputs, Tensor targets);

    /// <summary>How good outputs are, as the sum over what is judged and the number of it.</summary>
    (double Sum, long Count) Judge(Tensor outputs, Tensor targets);
}
