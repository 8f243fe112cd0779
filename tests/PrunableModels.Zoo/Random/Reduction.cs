namespace PrunableModels.Zoo;

/// <summary>A failing architecture made as small as it goes: operators are left out and numbers made small while it fails.</summary>
internal static class Reduction
{
    public static Architecture Of(Architecture failing)
    {
        var smallest = failing;
        for (var next = Smaller(smallest); next is not null; next = Smaller(smallest))
        {
            smallest = next;
        }

        return smallest;
    }

    /// <summary>The model, and what is wrong with it.</summary>
    public static string Describe(this Architecture failing) => $"\n{Failure(failing)}\n\n{failing}\nProgram:\n{failing.Program()}";

    private static Architecture? Smaller(Architecture failing)
    {
        var size = Size(failing);
        return Candidates(failing.Choices).Select(c => c.Decode()).FirstOrDefault(a => Size(a).CompareTo(size) < 0 && Failure(a) is not null);
    }

    private static (int Steps, int Length, long Total) Size(Architecture architecture) =>
        (architecture.Steps.Count, architecture.ToString().Length, architecture.Choices.Operators.Sum(o => o.Sum(n => (long)n) + 1) + architecture.Choices.Input.Sum());

    private static IEnumerable<Choices> Candidates(Choices choices)
    {
        for (var i = choices.Operators.Count - 1; i >= 0; i--)
        {
            yield return choices with { Operators = [.. choices.Operators.Where((_, o) => o != i)] };
        }

        foreach (var input in Lower(choices.Input))
        {
            yield return choices with { Input = input };
        }

        for (var i = 0; i < choices.Operators.Count; i++)
        {
            foreach (var numbers in Lower(choices.Operators[i]))
            {
                yield return choices with { Operators = [.. choices.Operators.Select((o, n) => n == i ? numbers : o)] };
            }
        }
    }

    private static IEnumerable<IReadOnlyList<int>> Lower(IReadOnlyList<int> numbers) =>
        Enumerable.Range(0, numbers.Count).Where(i => numbers[i] > 0).SelectMany(i => new[] { 0, numbers[i] / 2, numbers[i] - 1 }.Distinct().Select(value => (IReadOnlyList<int>)[.. numbers.Select((n, at) => at == i ? value : n)]));

    private static string? Failure(Architecture architecture)
    {
        try
        {
            ExactnessCase.Check(architecture);
            return null;
        }
        catch (Exception e)
        {
            // What libtorch adds are addresses.
            return $"{e.GetType().Name}: {e.Message.Split('\n')[0]}";
        }
    }
}
