using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Which module there is decides an if, a switch, an expression of each kind, and what is null.</summary>
[Prunable]
public sealed partial class ConditionalModules : Module<Tensor, Tensor>
{
    private readonly Linear first;
    private readonly Module<Tensor, Tensor> activation;
    private readonly Module<Tensor, Tensor> second;
    private readonly Module<Tensor, Tensor> norm;
    private readonly Linear head;

    public ConditionalModules(int kind = 1, bool normalise = true, Linear? given = null) : base(nameof(ConditionalModules))
    {
        if (kind != 0)
        {
            first = Linear(4, 5);
        }
        else
        {
            first = Linear(4, 5, hasBias: false);
        }

        switch (kind)
        {
            case 1:
                activation = ReLU();
                break;
            default:
                activation = Tanh();
                break;
        }

        second = kind switch
        {
            1 => Linear(5, 6),
            _ => Linear(5, 6, hasBias: false),
        };
        norm = normalise ? BatchNorm1d(6) : Identity();
        head = given ?? Linear(6, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(relu(norm.call(second.call(activation.call(first.call(x))))));
}
