using System.Buffers.Binary;
using System.Text;
using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

/// <summary>Whatever is wrong with a file, it is said by one exception that names it, and nothing is changed.</summary>
[Collection(nameof(SmallRun))]
public sealed class CheckpointFaultTests : IDisposable
{
    private readonly SavedRun saved = new();

    [Fact]
    public void A_file_that_ends_anywhere_is_refused()
    {
        var lengths = Enumerable.Range(0, 200).Concat(Enumerable.Range(1, 200).Select(i => saved.Whole.Length - i)).Concat(saved.Drawn(150));
        foreach (var length in lengths)
        {
            Assert.Matches("is truncated|is not a checkpoint", saved.Refused(saved.Whole[..length]));
        }
    }

    [Fact]
    public void A_file_with_a_bit_flipped_anywhere_is_refused()
    {
        foreach (var position in Enumerable.Range(0, 64).Concat(Enumerable.Range(1, 64).Select(i => saved.Whole.Length - i)).Concat(saved.Drawn(250)))
        {
            var altered = (byte[])saved.Whole.Clone();
            altered[position] ^= (byte)(1 << (position % 8));
            Assert.Matches("altered|is truncated|is not a checkpoint|is of version", saved.Refused(altered));
        }
    }

    [Fact]
    public void A_file_with_something_after_its_end_is_refused() =>
        Assert.Contains("5 bytes stand after its end", saved.Refused([.. saved.Whole, 1, 2, 3, 4, 5]));

    [Fact]
    public void A_length_that_would_take_all_memory_is_refused()
    {
        foreach (var length in new ulong[] { ulong.MaxValue, long.MaxValue, 1UL << 40, 0 })
        {
            var altered = (byte[])saved.Whole.Clone();
            BinaryPrimitives.WriteUInt64LittleEndian(altered.AsSpan(16), length);
            Assert.Matches("truncated|altered", saved.Refused(SavedRun.Sealed(altered)));
        }
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused()
    {
        var newer = (byte[])saved.Whole.Clone();
        newer[8] = 2;
        Assert.Contains("is of version 2, newer than version 1", saved.Refused(SavedRun.Sealed(newer)));
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        Assert.Contains("is truncated: it has 0 bytes", saved.Refused([]));
        Assert.Contains("is not a checkpoint", saved.Refused(Encoding.UTF8.GetBytes("a text that is longer than the head of a checkpoint")));

        SafetensorsFile.Write(saved.Path, saved.Run.Model.state_dict());
        Assert.Contains("is not a checkpoint", saved.Refused(File.ReadAllBytes(saved.Path)));

        saved.Run.Model.save(saved.Path);
        Assert.Contains("is not a checkpoint", saved.Refused(File.ReadAllBytes(saved.Path)));
    }

    [Fact]
    public void A_method_that_cannot_be_saved_says_so()
    {
        using var optimizer = saved.Run.Model.HessoCric(new() { Variant = Sgd(0.1), TargetGroupSparsity = 0.5, TotalSteps = 100, ReferenceSchedule = true });
        Assert.Contains("as released", Assert.Throws<NotSupportedException>(() => Checkpoint.Save(saved.Path, saved.Run.Model, optimizer)).Message);
        Assert.Equal(saved.Whole, File.ReadAllBytes(saved.Path));
    }

    [Fact]
    public void A_missing_file_is_said_to_be_missing() =>
        Assert.Throws<FileNotFoundException>(() => Checkpoint.Load(saved.File("none"), saved.Run.Model, saved.Run.Optimizer));

    [Fact]
    public void An_optimizer_whose_model_has_been_compacted_is_refused()
    {
        saved.Run.Train(SmallRun.Steps);
        saved.Run.Model.Compact();

        Assert.Contains("compacted", Assert.Throws<InvalidOperationException>(() => Checkpoint.Load(saved.Path, saved.Run.Model, saved.Run.Optimizer)).Message);
        Assert.Contains("compacted", Assert.Throws<InvalidOperationException>(() => Checkpoint.Save(saved.Path, saved.Run.Model, saved.Run.Optimizer)).Message);
        Assert.Equal(saved.Whole, File.ReadAllBytes(saved.Path));
    }

    public void Dispose() => saved.Dispose();
}
