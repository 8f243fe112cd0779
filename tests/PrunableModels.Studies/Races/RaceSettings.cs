namespace PrunableModels.Studies;

/// <summary>Three trainings of one network side by side: dense, pruned, and pruned and made smaller meanwhile.</summary>
/// <param name="Width">Channels of the network's first stage.</param>
/// <param name="Recipe">How all three are trained.</param>
/// <param name="Sparsity">The share of structures that HESSO prunes.</param>
/// <param name="Start">Plain steps before HESSO's first period, as a share of all steps.</param>
/// <param name="End">The end of HESSO's last period.</param>
/// <param name="Periods">HESSO's periods.</param>
/// <param name="LeastWidth">The share of its fair width that every group keeps.</param>
/// <param name="Block">Steps that one of the three takes before it is the next one's turn.</param>
/// <param name="Seed">What weights, order and crops are drawn from.</param>
public sealed record RaceSettings(int Width, Recipe Recipe, double Sparsity, double Start, double End, int Periods, double LeastWidth, int Block, int Seed)
{
    /// <summary>Steps before the first period.</summary>
    public int FirstSteps => (int)Math.Round(Start * Recipe.Steps);

    /// <summary>Steps to the end of the last period.</summary>
    public int LastSteps => (int)Math.Round(End * Recipe.Steps);

    internal HessoOptions Hesso(bool shrinks) => new()
    {
        Variant = Recipe.BaseUpdate,
        TargetGroupSparsity = Sparsity,
        TotalSteps = Recipe.Steps,
        StartStep = FirstSteps,
        PruningSteps = LastSteps - FirstSteps,
        PruningPeriods = Periods,
        GroupConstraint = group => new WidthConstraint(Math.Max(1, (int)(LeastWidth * (1 - Sparsity) * group.Width))),
        CompactWhileTraining = shrinks,
    };
}
