namespace PrunableModels.Studies;

/// <summary>What one of the three trainings came to.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Before">Seconds of the steps before pruning.</param>
/// <param name="During">Seconds of the steps in which structures go to zero.</param>
/// <param name="After">Seconds of the steps after that.</param>
/// <param name="ProcessorSeconds">Processor time of all steps, which what else the machine does hardly changes.</param>
/// <param name="Accuracy">The accuracy on the test images, of the compact model.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Macs">Its multiply-adds for one image.</param>
/// <param name="Structures">Structures that could be pruned.</param>
/// <param name="Target">How many were to go.</param>
/// <param name="Removed">How many went.</param>
/// <param name="Latency1">The median time of one image in evaluation, in milliseconds.</param>
/// <param name="Latency32">That of 32 images.</param>
public sealed record RaceResult(
    string Name,
    double Before,
    double During,
    double After,
    double ProcessorSeconds,
    double Accuracy,
    long Parameters,
    long Macs,
    int Structures,
    int Target,
    int Removed,
    double Latency1,
    double Latency32)
{
    /// <summary>Seconds of all steps.</summary>
    public double Seconds => Before + During + After;
}
