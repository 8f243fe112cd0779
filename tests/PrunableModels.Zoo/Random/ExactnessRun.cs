using CsCheck;

namespace PrunableModels.Zoo;

/// <summary>The property on many random architectures, the same ones for the same seed.</summary>
/// <param name="Cases">How many there were.</param>
/// <param name="WithGroups">How many of them can be pruned.</param>
/// <param name="NotFinite">How many could not be compared, because their outputs are no numbers.</param>
/// <param name="Removed">How many structures were removed in all.</param>
/// <param name="LargestDifference">The largest difference found.</param>
/// <param name="Flowing">In how many models prunable structures flow through an operator; 0 for one that none did.</param>
public sealed record ExactnessRun(int Cases, int WithGroups, int NotFinite, long Removed, double LargestDifference, IReadOnlyDictionary<string, int> Flowing)
{
    private const int ShrinkingCases = 1000;

    /// <summary>Checks so many.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which ones.</param>
    /// <param name="progress">Told the number of those that are done.</param>
    /// <exception cref="CsCheckException">One is not exact; the message has the smallest such model that was found, as source.</exception>
    public static ExactnessRun Of(int count, int seed, Action<int>? progress = null)
    {
        var cases = new List<ExactnessCase>();
        for (var i = 0; i < count; i++)
        {
            var name = Seed(seed, i);
            var architecture = Choices.Architectures.Generate(PCG.Parse(name), null, out _);
            cases.Add(Check(architecture, name));
            progress?.Invoke(i + 1);
        }

        return Of(cases);
    }

    private static ExactnessRun Of(IReadOnlyList<ExactnessCase> cases) => new(
        cases.Count,
        cases.Count(c => c.Groups > 0),
        cases.Count(c => !c.IsFinite),
        cases.Sum(c => (long)c.Removed),
        cases.Max(c => c.Difference),
        RandomOperators.Names.ToDictionary(n => n, n => cases.Count(c => c.Flowing.Contains(n))));

    private static string Seed(int seed, int number) => new PCG((uint)seed, (ulong)number).ToString();

    private static ExactnessCase Check(Architecture architecture, string seed)
    {
        try
        {
            return ExactnessCase.Check(architecture);
        }
        catch (Exception e)
        {
            // CsCheck fails again with the same seed, and goes on to look for smaller ones.
            Choices.Architectures.Sample(a => { ExactnessCase.Check(a); }, seed: seed, iter: ShrinkingCases, threads: 1, print: a => Reduction.Of(a).Describe());
            throw new ExactnessException($"{e.Message} CsCheck does not find it again with the seed {seed}.\n{architecture}\nProgram:\n{architecture.Program()}");
        }
    }
}
