namespace PrunableModels.Benchmarks;

/// <summary>How large what was linked is.</summary>
internal sealed record LinkedSize(long Parameters, int Operators, int Groups, int Structures)
{
    public static LinkedSize Of(Pruning pruning) =>
        new(pruning.CountParameters(), pruning.Linked.Groups.Graph.Nodes.Count, pruning.Map.Groups.Count, pruning.Map.Count);
}
