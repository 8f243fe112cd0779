using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>
/// A time series, step by step through two cells on top of each other, and the next value from the last state. The lower cell starts
/// where two linear layers see the series as a whole.
/// </summary>
[Prunable]
public sealed partial class LstmCellForecaster : Module<Tensor, Tensor>
{
    private readonly Linear embed;
    private readonly Linear start;
    private readonly Linear memory;
    private readonly LSTMCell lower;
    private readonly GRUCell upper;
    private readonly Linear head;
    private readonly int steps;
    private readonly long channels;

    /// <summary>Makes a forecaster of so many steps.</summary>
    public LstmCellForecaster(int steps = 24, long channels = 7, long width = 64, long hidden = 128, long top = 96) : base(nameof(LstmCellForecaster))
    {
        this.steps = steps;
        this.channels = channels;
        embed = Linear(channels, width);
        start = Linear(width, hidden);
        memory = Linear(width, hidden);
        lower = LSTMCell(width, hidden);
        upper = GRUCell(hidden, top);
        head = Linear(top, channels);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor series)
    {
        var x = functional.relu(embed.call(series.view(-1, steps, channels)));
        var mean = x.mean([1]);
        var (h, c) = (tanh(start.call(mean)), memory.call(mean));
        Tensor? last = null;
        for (var t = 0; t < steps; t++)
        {
            (h, c) = lower.call(x.select(1, t), (h, c));
            last = upper.forward(h, last);
        }

        return head.call(last!);
    }
}
