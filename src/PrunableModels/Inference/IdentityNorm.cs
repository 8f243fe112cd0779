using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// A batch normalisation that changes nothing, for fields that hold no other class. That is in its tensors alone, so a model that is saved and
/// loaded again has it, too: the variance makes up for eps, which a state dict does not have.
/// </summary>
internal static class IdentityNorm
{
    /// <summary>What a tensor of such a normalisation holds everywhere.</summary>
    /// <param name="norm">The normalisation.</param>
    /// <param name="name">The tensor's name in it.</param>
    public static double? Value(BatchNorm norm, string name) => name switch
    {
        "weight" => 1,
        "bias" or "running_mean" => 0,
        "running_var" => 1 - norm.eps,
        _ => null,
    };

    /// <summary>Whether a module is one.</summary>
    public static bool Is(nn.Module module)
    {
        if (module is not BatchNorm { training: false, running_mean: { } mean, running_var: { } variance } norm)
        {
            return false;
        }

        using var scope = NewDisposeScope();
        return Holds("running_mean", mean) && Holds("running_var", variance) && Holds("weight", norm.weight) && Holds("bias", norm.bias);

        bool Holds(string name, Tensor? tensor) => tensor is null || tensor.Is(Value(norm, name)!.Value).all().item<bool>();
    }
}
