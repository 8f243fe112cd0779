namespace PrunableModels.Zoo;

/// <summary>What of an architecture its output depends on.</summary>
internal static class Reachable
{
    /// <summary>The architecture without lines and members that nothing uses.</summary>
    public static Architecture Of(Architecture architecture)
    {
        var steps = architecture.Steps;
        var used = new HashSet<int> { 0 };
        var pending = new Stack<int>([steps.Count]);
        while (pending.TryPop(out var value))
        {
            if (used.Add(value))
            {
                steps[value - 1].Operands.ToList().ForEach(pending.Push);
            }
        }

        var renumbered = used.Order().Select((value, i) => (value, i)).ToDictionary(v => v.value, v => v.i);
        List<Step> kept = [.. used.Order().Skip(1).Select(v => steps[v - 1] with { Operands = [.. steps[v - 1].Operands.Select(o => renumbered[o])] })];
        return architecture with { Steps = kept, Members = [.. architecture.Members.Where(m => kept.Any(s => s.Member == m.Name))] };
    }
}
