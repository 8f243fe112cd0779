using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>A parameter and buffers registered by name; a plain tensor in a field is a buffer too.</summary>
[Prunable]
public sealed partial class RegisteredTensors : Module<Tensor, Tensor>
{
    private readonly Linear hidden = Linear(4, 6);
    private readonly Linear head = Linear(6, 2);
    private readonly Parameter gain;
    private readonly Tensor mask;
    private readonly Tensor positions = arange(5).unsqueeze(0);
    private readonly Tensor offset;

    public RegisteredTensors() : base(nameof(RegisteredTensors))
    {
        gain = Parameter(torch.ones(6));
        register_parameter("gain", gain);
        mask = torch.tril(torch.ones(5, 5));
        register_buffer("mask", mask);
        offset = torch.zeros(5, 1);
        register_buffer("offset", offset, persistent: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = relu(hidden.call(x)) * gain;
        y = matmul(mask, y);
        return head.call(y) + positions.unsqueeze(-1) + offset;
    }
}
