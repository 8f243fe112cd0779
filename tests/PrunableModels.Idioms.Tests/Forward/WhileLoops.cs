using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>While loops whose condition is known: a counter, and a queue that empties.</summary>
[Prunable]
public sealed partial class WhileLoops : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers = ModuleList<Linear>(Linear(12, 8), Linear(8, 7), Linear(7, 6));
    private readonly Linear head = Linear(6, 3);

    public WhileLoops() : base(nameof(WhileLoops)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var i = 0;
        while (i < layers.Count - 1)
        {
            x = layers[i++].forward(x).relu();
        }

        var rest = new Queue<Linear>([layers[i], head]);
        while (rest.Count > 1)
        {
            x = rest.Dequeue().forward(x).tanh();
        }

        while (true)
        {
            if (rest.Count == 0)
            {
                return x;
            }

            x = rest.Dequeue().forward(x);
        }
    }
}
