namespace PrunableModels.Traces;

/// <summary>How far a replay is from its trace.</summary>
internal sealed class TraceDifferences
{
    /// <summary>The first index set that is not the recorded one, in words; null if all are.</summary>
    public string? FirstSet { get; private set; }

    /// <summary>Index sets compared.</summary>
    public int Sets { get; private set; }

    /// <summary>The largest difference of a loss.</summary>
    public float Loss { get; private set; }

    /// <summary>The largest difference of a parameter or running statistic.</summary>
    public float Parameter { get; private set; }

    /// <summary>Parameter values compared.</summary>
    public long Parameters { get; private set; }

    /// <summary>The largest relative difference of a score; scores below a hundredth of the largest count as that much.</summary>
    public float Score { get; private set; }

    /// <summary>Scores compared.</summary>
    public long Scores { get; private set; }

    public void AddSet(string what, IReadOnlyList<long> wanted, IReadOnlyList<long> actual)
    {
        Sets++;
        if (!wanted.SequenceEqual(actual))
        {
            FirstSet ??= $"{what}: [{string.Join(", ", actual)}] instead of [{string.Join(", ", wanted)}]";
        }
    }

    public void AddLoss(float wanted, float actual) => Loss = Larger(Loss, Math.Abs(wanted - actual));

    public void AddParameters(IReadOnlyList<float> wanted, IReadOnlyList<float> actual)
    {
        Parameters += wanted.Count;
        Parameter = wanted.Count == actual.Count ? wanted.Zip(actual).Aggregate(Parameter, (largest, pair) => Larger(largest, Math.Abs(pair.First - pair.Second))) : float.NaN;
    }

    public void AddScores(IReadOnlyList<float> wanted, IReadOnlyList<float> actual, float largestScore)
    {
        Scores += wanted.Count;
        Score = wanted.Count == actual.Count
            ? wanted.Zip(actual).Aggregate(Score, (largest, pair) => Larger(largest, Math.Abs(pair.First - pair.Second) / (Math.Abs(pair.First) + (0.01f * largestScore))))
            : float.NaN;
    }

    /// <summary>Not-a-number is the largest.</summary>
    private static float Larger(float left, float right) => float.IsNaN(left) || left > right ? left : right;
}
