using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

public sealed partial class PrivateNested
{
    public override Tensor forward(Tensor x) => head.call(normed.call(gate.call(x)));
}
