using PrunableModels.Zoo;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>What it would take to train models that are too large for this machine, told from their programs.</summary>
internal sealed class ScaleSuite : ISuite
{
    private const int Tokens = 4096;
    private const int Processes = 8;
    private const double OperationsPerSecond = 400e12;
    private const double BytesPerSecond = 50e9;
    private const double MostPerLayer = 1.1;
    private const double MostMilliseconds = 200;

    private static readonly int[] Depths = [20, 40, 80];

    public string Name => "scale";

    public string Description => "what training LLaMA with 1, 7 and 70 billion parameters takes, from its program alone: memory, time, and what is sent between processes";

    public SuiteResult Run(SuiteOptions options)
    {
        using var weightless = new Weightless();
        var sizes = LinkedModels.Llamas.Select(l => Estimate(l.Name, l.Config)).ToList();
        var depths = Depths.Select(depth => Estimate($"LLaMA, {depth} layers", LinkedModels.OfDepth(depth))).ToList();

        // Between the depths only the layers differ, so what a layer adds has to be the same every time.
        List<double> perLayer = [.. depths.Zip(depths.Skip(1), (less, more) => (double)(more.Estimate.Bytes - less.Estimate.Bytes)).Zip(Depths.Zip(Depths.Skip(1), (less, more) => more - less), (bytes, layers) => bytes / layers)];
        var largest = sizes[^1];
        return new(
            ["model", "parameters", "structures", "weights GB", "gradients GB", "moments GB", "indices GB", "activations GB", "T multiply-adds", "step s", "sent GB", "link s", "ms"],
            [.. sizes.Concat(depths).Select(Describe)],
            [
                $"One sequence of {Tokens} tokens a step in 32 bits, AdamW, the whole model in each process. \"step\" is computing at {OperationsPerSecond / 1e12:F0} T operations per second, \"link\" sending at {BytesPerSecond / 1e9:F0} GB per second where {Processes} processes average their gradients in a ring; \"ms\" is the time to link the model.",
                "Activations are at most what the backward pass needs where nothing is computed twice.",
            ],
            [
                new("memory of a layer, largest to smallest", $"{perLayer.Max() / perLayer.Min():F3}", $"<= {MostPerLayer}", perLayer.Max() <= MostPerLayer * perLayer.Min()),
                new($"{largest.Name}, time to link without weights", $"{largest.Link:F0} ms", $"<= {MostMilliseconds} ms", largest.Link <= MostMilliseconds),
            ]);
    }

    private static (string Name, TrainingEstimate Estimate, double Link) Estimate(string name, LlamaConfig config)
    {
        Console.Error.WriteLine(name);
        using var scope = NewDisposeScope();
        var model = new Llama(config);
        return (name, model.Pruning.EstimateTraining(BaseUpdate.AdamW(), 1, Tokens), LinkTime.Of(model.Pruning, 5).Again);
    }

    private static Row Describe((string Name, TrainingEstimate Estimate, double Link) model)
    {
        var e = model.Estimate;
        var (step, sent, link) = (e.ComputeTime(OperationsPerSecond).TotalSeconds, e.SentBytes(Processes), e.LinkTime(Processes, BytesPerSecond).TotalSeconds);
        return new(
            [
                model.Name, $"{e.Parameters:N0}", $"{e.Structures:N0}", Giga(e.WeightBytes), Giga(e.GradientBytes), Giga(e.MomentBytes), Giga(e.IndexBytes), Giga(e.ActivationBytes),
                $"{e.Macs / 1e12:F1}", $"{step:F2}", Giga(sent), $"{link:F2}", $"{model.Link:F0}",
            ],
            new()
            {
                ["model"] = model.Name, ["parameters"] = e.Parameters, ["structures"] = e.Structures, ["weightBytes"] = e.WeightBytes, ["gradientBytes"] = e.GradientBytes,
                ["momentBytes"] = e.MomentBytes, ["indexBytes"] = e.IndexBytes, ["activationBytes"] = e.ActivationBytes, ["macs"] = e.Macs, ["stepSeconds"] = step,
                ["sentBytes"] = sent, ["linkSeconds"] = link, ["linkMilliseconds"] = model.Link,
            });
    }

    private static string Giga(long bytes) => $"{bytes / 1e9:F2}";
}
