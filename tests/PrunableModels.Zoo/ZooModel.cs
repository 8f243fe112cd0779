using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <summary>A model of the zoo: how it is made, and what it is run on.</summary>
/// <param name="Name">Its name in tables and tests.</param>
/// <param name="Create">A new instance, small enough for tests, with its inputs.</param>
public sealed record ZooModel(string Name, Func<ScalarType, ZooInstance> Create)
{
    /// <summary>The model at its published size, for counting; null where <see cref="Create"/> makes that already.</summary>
    public Func<ZooInstance>? CreateFull { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A model of one tensor of the given shape, drawn from a normal distribution.</summary>
    public static ZooModel Of<T>(string name, Func<T> create, params long[] shape)
        where T : nn.Module<Tensor, Tensor>, IPrunable =>
        Of(name, create, type => [randn(shape, type)], (model, inputs) => [model.call(inputs[0])]);

    /// <summary>A model of one tensor of token numbers of the given shape.</summary>
    public static ZooModel OfTokens<T>(string name, Func<T> create, long vocabulary, params long[] shape)
        where T : nn.Module<Tensor, Tensor>, IPrunable =>
        Of(name, create, _ => [randint(vocabulary, shape, ScalarType.Int64)], (model, inputs) => [model.call(inputs[0])]);

    /// <summary>Any model: its inputs in the given type of floating point numbers, and how it is run.</summary>
    public static ZooModel Of<T>(string name, Func<T> create, Func<ScalarType, Tensor[]> inputs, Func<T, Tensor[], Tensor[]> run)
        where T : nn.Module, IPrunable =>
        new(name, type => new ZooInstance<T>(create(), type, inputs(type), run));

    /// <summary>The same with its published size, which is linked and counted and never run.</summary>
    public ZooModel WithFull<T>(Func<T> create)
        where T : nn.Module, IPrunable =>
        this with { CreateFull = () => new ZooInstance<T>(create(), ScalarType.Float32, [], (_, _) => []) };
}
