using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace SuperResolution;

/// <summary>The layers of the network.</summary>
internal static class Layers
{
    /// <summary>A convolution that keeps the size of pictures. Its weights are as large as deep networks of ReLUs need (He et al.), or nothing would come out.</summary>
    public static Conv2d Conv(int inputs, int outputs, int kernel)
    {
        var conv = Conv2d(inputs, outputs, kernel, padding: kernel / 2);
        init.kaiming_normal_(conv.weight!, nonlinearity: init.NonlinearityType.ReLU);
        init.zeros_(conv.bias!);
        return conv;
    }
}
