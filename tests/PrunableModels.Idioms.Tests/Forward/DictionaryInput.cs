using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Inputs by name.</summary>
[Prunable]
public sealed partial class DictionaryInput : Module<Dictionary<string, Tensor>, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public DictionaryInput() : base(nameof(DictionaryInput)) => RegisterComponents();

    public override Tensor forward(Dictionary<string, Tensor> inputs)
    {
        var y = conv.forward(inputs["image"]).relu().mean([2, 3]);
        var logits = head.forward(y);
        if (inputs.ContainsKey("scale"))
        {
            logits = logits * inputs["scale"];
        }

        return inputs.TryGetValue("bias", out var bias) ? logits + bias : logits;
    }
}
