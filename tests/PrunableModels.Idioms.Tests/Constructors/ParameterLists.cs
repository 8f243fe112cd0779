using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Parameters in a list of TorchSharp, and in a dictionary.</summary>
[Prunable]
public sealed partial class ParameterLists : Module<Tensor, Tensor>
{
    private readonly ParameterList scales = new(new Parameter(ones(8)), new Parameter(ones(6)));
    private readonly ParameterDict shifts = new();
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);

    public ParameterLists() : base(nameof(ParameterLists))
    {
        shifts.Add("first", new Parameter(zeros(8)));
        shifts.Add("second", new Parameter(zeros(6)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = (a.forward(x) * scales[0] + shifts["first"]).relu();
        x = (b.forward(x) * scales[1] + shifts["second"]).relu();
        return head.forward(x);
    }
}
