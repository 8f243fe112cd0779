namespace PrunableModels.Benchmarks;

/// <summary>A few measurements of one thing.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, with one degree of freedom for the mean; 0 of one.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct Sample(double Mean, double Deviation, int Count)
{
    public static Sample Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        var mean = all.Average();
        return new(mean, all.Length == 1 ? 0 : Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1)), all.Length);
    }
}
