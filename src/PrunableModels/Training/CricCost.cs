namespace PrunableModels;

/// <summary>What the cycles of <see cref="HessoCric"/> cost.</summary>
/// <param name="Cycles">Cycles run.</param>
/// <param name="StepsThrownAway">Steps that were undone, each with a batch of its own.</param>
/// <param name="PeakBytes">The most memory that was held to undo them, next to parameters and moments.</param>
/// <param name="Suspects">Structures that were driven near zero in some cycle.</param>
/// <param name="IsLossSeen">Whether the loss was told, so that its rise could count.</param>
public sealed record CricCost(int Cycles, long StepsThrownAway, long PeakBytes, int Suspects, bool IsLossSeen);
