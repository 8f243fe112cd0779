using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>A depthwise convolution and one in groups.</summary>
[Prunable]
public sealed partial class GroupedConvolutions : Module<Tensor, Tensor>
{
    private readonly Conv2d expand = Conv2d(3, 8, 1);
    private readonly Conv2d depthwise = Conv2d(8, 8, 3, padding: 1, groups: 8);
    private readonly Conv2d grouped = Conv2d(8, 12, 1, groups: 2);
    private readonly Linear head = Linear(12, 2);

    public GroupedConvolutions() : base(nameof(GroupedConvolutions)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(relu(grouped.call(relu(depthwise.call(expand.call(x))))).mean([2, 3]));
}
