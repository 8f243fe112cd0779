using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>A parameter or buffer of the model that is searched; what several paths lead to is one.</summary>
/// <param name="path">The first path.</param>
/// <param name="tensor">The model's own object.</param>
/// <param name="isBuffer">Whether it goes along only, and is never set to zero.</param>
internal sealed class Stored(string path, Tensor tensor, bool isBuffer)
{
    public string Path { get; } = path;

    public Tensor Tensor { get; } = tensor;

    public bool IsBuffer { get; } = isBuffer;
}

/// <summary>An axis of a parameter or buffer.</summary>
internal sealed record Place(Stored Stored, int Axis);

/// <summary>Positions of an axis that are set to zero or cut away.</summary>
internal sealed record Cut(Place Place, IReadOnlySet<long> Positions);
