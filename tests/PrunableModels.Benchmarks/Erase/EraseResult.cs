namespace PrunableModels.Benchmarks;

/// <summary>A super-network that was trained, whole or erased on the way.</summary>
/// <param name="Accuracy">On CIFAR-10's test images.</param>
/// <param name="Erased">How many segments were erased.</param>
/// <param name="Erasable">How many could be, each for itself.</param>
/// <param name="Macs">The multiply-adds of the class that is written, as a share of the whole network's.</param>
/// <param name="Parameters">Its parameters, likewise.</param>
/// <param name="InPlace">The largest difference of the erased model's outputs from the zeroed one's, as a share of the largest.</param>
/// <param name="Written">That of the class.</param>
/// <param name="Seconds">Of training.</param>
internal sealed record EraseResult(double Accuracy, int Erased, int Erasable, double Macs, double Parameters, double InPlace, double Written, double Seconds);
