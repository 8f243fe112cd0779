using Layers.Shared;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>A model whose base class is another assembly's.</summary>
[Prunable]
public sealed partial class LibraryRoot : HeadedModel
{
    private readonly Conv2d middle = Conv2d(6, 5, 3);
    private readonly bool isWide = true;

    public LibraryRoot() : base(6, 5, usesMean: true) => RegisterComponents();

    protected override Tensor Features(Tensor x) => isWide && IsSteep ? Activate(middle.call(x), Slope) : x;
}
