using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>The model itself derives from Sequential.</summary>
[Prunable]
public sealed partial class SequentialRoot : Sequential
{
    public SequentialRoot() : base(("conv", Conv2d(3, 6, 3)), ("relu", ReLU()), ("pool", AdaptiveAvgPool2d(1)), ("flatten", Flatten()), ("head", Linear(6, 2)))
    {
    }
}
