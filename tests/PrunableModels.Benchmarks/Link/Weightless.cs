using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>While it lives, new tensors have shapes and no memory.</summary>
internal sealed class Weightless : IDisposable
{
    private readonly Device before = get_default_device();

    public Weightless() => set_default_device(new Device(DeviceType.META));

    public void Dispose() => set_default_device(before);
}
