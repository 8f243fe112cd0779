using PrunableModels.Studies;

namespace PrunableModels.Benchmarks;

/// <summary>Scores in the units in which they are read.</summary>
internal static class ScoreText
{
    /// <summary>Whether a network is judged by a loss, of which less is better.</summary>
    public static bool IsLoss(Network network) => network == Network.Gpt;

    /// <summary>The unit.</summary>
    public static string Unit(Network network) => IsLoss(network) ? "nats" : "%";

    /// <summary>A score.</summary>
    public static string Of(Network network, double score) => IsLoss(network) ? $"{score:F3}" : $"{100 * score:F1}";

    /// <summary>A score and its deviation.</summary>
    public static string Of(Network network, Sample sample) =>
        $"{Of(network, sample.Mean)}{(sample.Count > 1 ? $" ± {Of(network, sample.Deviation)}" : "")} {Unit(network)}";

    /// <summary>A difference of scores, with its sign.</summary>
    public static string Difference(Network network, double difference) => $"{(difference < 0 ? "-" : "+")}{Of(network, Math.Abs(difference))}";
}
