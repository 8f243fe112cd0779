using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TinyShakespeare;

/// <summary>The ordinary training loop, and the judgement of what it made. Neither knows of pruning.</summary>
/// <param name="text">The text.</param>
/// <param name="settings">How long.</param>
public sealed class Training(Text text, Settings settings)
{
    private const double WarmUp = 0.15;

    /// <summary>Trains; the learning rate rises, and then falls on a cosine to zero.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">What moves its parameters.</param>
    /// <param name="told">Hears of the loss, ten times.</param>
    public void Run(CharGpt model, optim.Optimizer optimizer, Action<string>? told)
    {
        var schedule = optim.lr_scheduler.LambdaLR(optimizer, step => Factor((double)step / settings.Steps));
        model.train();
        for (var step = 1; step <= settings.Steps; step++)
        {
            using var scope = NewDisposeScope();
            var (inputs, targets) = text.Draw(settings.Batch, settings.Length);
            optimizer.zero_grad();
            var loss = Loss(model, inputs, targets);
            loss.backward();
            optimizer.step();
            schedule.step();
            if (step % Math.Max(1, settings.Steps / 10) == 0)
            {
                told?.Invoke($"step {step}/{settings.Steps}  loss {loss.item<float>():F3}");
            }
        }
    }

    /// <summary>The mean loss of a character of the text that is held out, in nats.</summary>
    public double Judge(CharGpt model)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        model.eval();
        var (inputs, targets) = text.HeldOut(settings.Length);
        var (sum, count) = (0.0, inputs.shape[0]);
        for (var start = 0L; start < count; start += settings.Batch)
        {
            using var inner = NewDisposeScope();
            var size = Math.Min(settings.Batch, count - start);
            sum += Loss(model, inputs.narrow(0, start, size), targets.narrow(0, start, size)).item<float>() * size;
        }

        return sum / count;
    }

    private static Tensor Loss(CharGpt model, Tensor inputs, Tensor targets) =>
        functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());

    private static double Factor(double done) =>
        done < WarmUp ? Math.Max(done, 0.01 * WarmUp) / WarmUp : 0.5 * (1 + Math.Cos(Math.PI * (done - WarmUp) / (1 - WarmUp)));
}
