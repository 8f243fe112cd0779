using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Parameters that the constructor makes, in each of the usual ways.</summary>
[Prunable]
public sealed partial class UserParameters : Module<Tensor, Tensor>
{
    private readonly Parameter projection = new(randn(4, 6) * 0.02);
    private readonly Parameter scale = Parameter(torch.ones(6));
    private readonly Parameter shift;
    private readonly Parameter output;

    public UserParameters() : base(nameof(UserParameters))
    {
        shift = Parameter(torch.zeros(6));
        output = Parameter(torch.empty(2, 6));
        init.xavier_uniform_(output);
        init.normal_(shift, 0, 0.02);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => linear(gelu(matmul(x, projection) * scale + shift), output);
}
