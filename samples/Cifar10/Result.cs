namespace Cifar10;

/// <summary>One model's line in the table.</summary>
/// <param name="Macs">Multiplications for one image.</param>
internal sealed record ResultRow(string Name, double Accuracy, long Parameters, long Macs, Quartiles Latency1, Quartiles Latency32);

/// <summary>What pruning came to.</summary>
/// <param name="Structures">The structures that could have been removed.</param>
/// <param name="Target">How many were to be removed.</param>
/// <param name="Removed">How many were.</param>
/// <param name="Difference">The largest difference between the outputs of the zeroed and the compact model, as a share of the largest output.</param>
internal sealed record PruningResult(int Structures, int Target, int Removed, double Difference);

/// <summary>The figures of a whole run.</summary>
internal sealed record Result(
    Options Options, string Data, int TrainImages, int TestImages, double Seconds, IReadOnlyList<ResultRow> Rows, PruningResult Pruning);
