using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>What the generator would add to a class, written by hand.</summary>
internal abstract class TestModel(string name, string program) : nn.Module<Tensor, Tensor>(name), IPrunable
{
    private Pruning? pruning;

    public Pruning Pruning => pruning ??= new Pruning(this, program, ReadField);

    protected virtual object? ReadField(object? owner, string field) => Pruning.Unreadable;
}
