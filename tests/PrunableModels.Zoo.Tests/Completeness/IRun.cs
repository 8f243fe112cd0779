using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>What happens at the layers while the model runs.</summary>
internal interface IRun
{
    /// <summary>A layer is called; returns the input that it gets.</summary>
    Tensor Enter(Layer layer, Tensor input);

    /// <summary>A layer is done; returns the output that it gives.</summary>
    Tensor Leave(Layer layer, Tensor output);
}
