using System;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>Keeps the program's own random numbers: what is drawn until this is disposed is drawn from nowhere.</summary>
internal sealed class RandomState : IDisposable
{
    private readonly Tensor state = random.get_rng_state().DetachFromDisposeScope();

    public void Dispose()
    {
        random.set_rng_state(state);
        state.Dispose();
    }
}
