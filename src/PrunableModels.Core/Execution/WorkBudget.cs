namespace PrunableModels.Core;

/// <summary>How many steps executions may still take: whatever a program says, executing it ends.</summary>
internal sealed class WorkBudget
{
    // The largest models of the zoo take less than half of it in all their configurations.
    private int left = 200_000;

    /// <summary>Takes a step, or one that counts for several.</summary>
    /// <exception cref="ExecutionLimitException">Nothing is left.</exception>
    public void Spend(int cost)
    {
        left -= cost;
        if (left < 0)
        {
            throw new ExecutionLimitException();
        }
    }
}
