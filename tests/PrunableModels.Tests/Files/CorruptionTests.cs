using PrunableModels.Corruptions;
using PrunableModels.Tests.Training;
using TorchSharp;
using Xunit;

namespace PrunableModels.Tests.Files;

/// <summary>Loading a checkpoint sets torch's random numbers, which are the process's: these tests run alone.</summary>
[Collection(nameof(SmallRun))]
public sealed class CorruptionTests
{
    private const int Seed = 20261124;
    private const int Files = 1700;

    public static TheoryData<int> Kinds() => [.. Enumerable.Range(0, FuzzedFile.All.Count)];

    /// <summary>Whatever happens to a file, it is refused by name with nothing changed, or it is read.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_corrupted_file_is_refused_and_changes_nothing_or_is_read(int kind)
    {
        torch.set_num_threads(1);
        using var file = FuzzedFile.All[kind]();

        var run = FuzzRun.Of(file, Files, Seed);

        Assert.Empty(run.Faults);
        Assert.InRange(run.Refused, Files / 4, Files - 1);
        Assert.InRange(run.LargestAllocation, 0, 16 << 20);
    }
}
