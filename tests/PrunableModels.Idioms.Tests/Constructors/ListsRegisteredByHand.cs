using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Layers in a plain list, registered one by one under names that are put together; a skip from each goes to the decoder in reverse.</summary>
[Prunable]
public sealed partial class ListsRegisteredByHand : Module<Tensor, Tensor>
{
    private readonly List<Conv1d> _convs = [];
    private readonly Module<Tensor, Tensor>[] _decoders = new Module<Tensor, Tensor>[3];
    private readonly Linear head = Linear(5, 2);

    public ListsRegisteredByHand() : base(nameof(ListsRegisteredByHand))
    {
        for (var i = 0; i < 3; i++)
        {
            var conv = Conv1d(i == 0 ? 2 : 5, 5, 3, padding: 1L);
            register_module($"conv_{_convs.Count}", conv);
            _convs.Add(conv);
        }

        for (var i = 0; i < _decoders.Length; i++)
        {
            _decoders[i] = Conv1d(5, 5, 1);
            add_module("decoder" + i, _decoders[i]);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var skips = new List<Tensor>();
        foreach (var conv in _convs)
        {
            x = relu(conv.forward(x));
            skips.Add(x);
        }

        for (var i = 3; i < 6; i++)
        {
            x = relu(_decoders[i - 3].call(x) + skips[2 - (i - 3)]);
        }

        return head.call(x.mean([2]));
    }
}
