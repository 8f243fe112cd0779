using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A time series, step by step through two cells on top of each other, and the next value from the last state.</summary>
[Prunable]
public sealed partial class LstmCellForecaster : Module<Tensor, Tensor>
{
    private readonly Linear embed;
    private readonly LSTMCell lower;
    private readonly GRUCell upper;
    private readonly Linear head;
    private readonly int steps;

    /// <summary>Makes a forecaster of so many steps.</summary>
    public LstmCellForecaster(int steps = 24, long channels = 7, long width = 64, long hidden = 128, long top = 96) : base(nameof(LstmCellForecaster))
    {
        this.steps = steps;
        embed = Linear(channels, width);
        lower = LSTMCell(width, hidden);
        upper = GRUCell(hidden, top);
        head = Linear(top, channels);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor series)
    {
        var x = functional.relu(embed.call(series));
        (Tensor, Tensor)? state = null;
        Tensor? last = null;
        for (var t = 0; t < steps; t++)
        {
            state = lower.call(x.select(-2, t), state);
            last = upper.forward(state.Value.Item1, last);
        }

        return head.call(last!);
    }
}
