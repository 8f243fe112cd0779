namespace PrunableModels.Studies;

/// <summary>What a training run came to.</summary>
/// <param name="Score">What the compact model scores on what was held out: accuracy in [0, 1], or nats a character.</param>
/// <param name="ZeroedScore">What the model scored before it was compacted.</param>
/// <param name="LargestDifference">The largest difference of their outputs there, as a share of the largest output.</param>
/// <param name="Parameters">Parameters of the compact model.</param>
/// <param name="DenseParameters">Parameters of the model as it was made.</param>
/// <param name="Macs">Multiply-adds of the compact model for one example.</param>
/// <param name="DenseMacs">Multiply-adds of the model as it was made.</param>
/// <param name="Structures">Structures that could be pruned.</param>
/// <param name="Target">How many were to go.</param>
/// <param name="Removed">How many went.</param>
/// <param name="Completed">Of those, how many DHSPG had not reached by itself.</param>
/// <param name="ThrownAway">Steps that HESSO-CRIC undid.</param>
/// <param name="Seconds">Processor time of the whole run.</param>
/// <param name="Build">The library that did it.</param>
public sealed record RunResult(
    double Score,
    double ZeroedScore,
    double LargestDifference,
    long Parameters,
    long DenseParameters,
    long Macs,
    long DenseMacs,
    int Structures,
    int Target,
    int Removed,
    int Completed,
    long ThrownAway,
    double Seconds,
    string Build);
