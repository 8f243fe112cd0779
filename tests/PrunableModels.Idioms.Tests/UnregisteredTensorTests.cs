using PrunableModels.Idioms.Tests.Forward;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Tensors that no module has registered stay as large as they are, and are no numbers.</summary>
public sealed class UnregisteredTensorTests
{
    [Fact]
    public void A_static_tensor_keeps_what_meets_it() => Idiom.Keeps(() => new StaticTensor(), [2, 12], "a.weight:0", "StaticTensor.Gain", "b.weight:0");

    [Fact]
    public void A_tensor_that_is_made_after_registration_keeps_what_meets_it() => Idiom.Keeps(() => new LateTensor(), [2, 12], "a.weight:0", "has to have exactly 8 indices", "b.weight:0");

    [Fact]
    public void A_tensor_in_a_dictionary_keeps_what_meets_it() => Idiom.Keeps(() => new TensorsByKey(), [2, 12], "a.weight:0", "has to have exactly 8 indices", "b.weight:0");

    [Fact]
    public void A_tensor_in_settings_keeps_what_meets_it() => Idiom.Keeps(() => new TensorInSettings(), [2, 12], "a.weight:0", "what gains.First holds is not known", "b.weight:0");

    [Fact]
    public void A_tensor_made_by_a_function_that_is_not_known_keeps_what_meets_it() => Idiom.Keeps(() => new WindowOfNumbers(), [2, 12], "a.weight:0", "hann_window", "b.weight:0");
}
