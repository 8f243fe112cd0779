using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PrunableModels.Crash;
using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

/// <summary>Whatever is wrong with a file, it is said by one exception that names it, and nothing is changed.</summary>
[Collection(nameof(SmallRun))]
public sealed class CheckpointFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SmallRun run = new(SmallRun.Options(AdamW(5e-3)));
    private readonly byte[] whole;

    public CheckpointFaultTests()
    {
        run.Train(12);
        Checkpoint.Save(Path, run.Model, run.Optimizer, new() { { "epoch", 2 }, { "order", new byte[100] } });
        whole = File.ReadAllBytes(Path);
        run.Train(3);
    }

    private string Path => folder.File("run.checkpoint");

    [Fact]
    public void A_file_that_ends_anywhere_is_refused()
    {
        var lengths = Enumerable.Range(0, 200).Concat(Enumerable.Range(1, 200).Select(i => whole.Length - i)).Concat(Drawn(150));
        foreach (var length in lengths)
        {
            Assert.Matches("is truncated|is not a checkpoint", Refused(whole[..length]));
        }
    }

    [Fact]
    public void A_file_with_a_bit_flipped_anywhere_is_refused()
    {
        foreach (var position in Enumerable.Range(0, 64).Concat(Enumerable.Range(1, 64).Select(i => whole.Length - i)).Concat(Drawn(250)))
        {
            var altered = (byte[])whole.Clone();
            altered[position] ^= (byte)(1 << (position % 8));
            Assert.Matches("altered|is truncated|is not a checkpoint|is of version", Refused(altered));
        }
    }

    [Fact]
    public void A_file_with_something_after_its_end_is_refused() =>
        Assert.Contains("5 bytes stand after its end", Refused([.. whole, 1, 2, 3, 4, 5]));

    [Fact]
    public void A_length_that_would_take_all_memory_is_refused()
    {
        foreach (var length in new ulong[] { ulong.MaxValue, long.MaxValue, 1UL << 40, 0 })
        {
            var altered = (byte[])whole.Clone();
            BinaryPrimitives.WriteUInt64LittleEndian(altered.AsSpan(16), length);
            Assert.Matches("truncated|altered", Refused(Sealed(altered)));
        }
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused()
    {
        var newer = (byte[])whole.Clone();
        newer[8] = 2;
        Assert.Contains("is of version 2, newer than version 1", Refused(Sealed(newer)));
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        Assert.Contains("is truncated: it has 0 bytes", Refused([]));
        Assert.Contains("is not a checkpoint", Refused(Encoding.UTF8.GetBytes("a text that is longer than the head of a checkpoint")));

        SafetensorsFile.Write(Path, run.Model.state_dict());
        Assert.Contains("is not a checkpoint", Refused(File.ReadAllBytes(Path)));

        run.Model.save(Path);
        Assert.Contains("is not a checkpoint", Refused(File.ReadAllBytes(Path)));
    }

    /// <summary>As when someone edits the file and puts the right hash under it.</summary>
    [Theory]
    [InlineData("pruning/step\"", "pruning/stop\"", "'optimizer/pruning/step' is missing")]
    [InlineData("pruning/step\":\"12\"", "pruning/step\":\"-2\"", "'-2' is not a whole number")]
    [InlineData("learning rate\":\"0.005\"", "learning rate\":\"fast!\"", "'fast!' is not a number")]
    [InlineData("\"model/head.bias\"", "\"model/tail.bias\"", "'model/tail.bias' is not expected")]
    [InlineData("\"shape\":[24,12]", "\"shape\":[12,24]", "of shape [12, 24], here it is Float32 of shape [24, 12]")]
    [InlineData("\"extras/epoch\":\"integer 2\"", "\"extras/epoch\":\"integer x\"", "'extras/epoch' is of no known type")]
    [InlineData("\"gradients/head.bias\":\"zero\"", "\"gradients/head.bias\":\"hero\"", "'hero' is none of none, zero and saved")]
    [InlineData("\"dtype\":\"F32\"", "\"dtype\":\"F33\"", "has dtype F33")]
    [InlineData("\"optimizer/pruning/step\"", "optimizer/pruning/step\"\"", "is not valid JSON")]
    public void A_content_that_does_not_fit_is_refused_though_its_hash_is_right(string text, string instead, string problem)
    {
        var altered = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(whole).Replace(text, instead));
        Assert.NotEqual(whole, altered);
        Assert.Contains(problem, Refused(Sealed(altered)));
    }

    [Fact]
    public void Whatever_the_header_says_under_a_right_hash_loads_or_is_refused_by_the_same_exception()
    {
        var random = new Random(2);
        var header = BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(24)) + 32;
        var refused = 0;
        for (var i = 0; i < 400; i++)
        {
            var altered = (byte[])whole.Clone();
            altered[random.Next(24, header)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Path, Sealed(altered));
            var state = run.State();
            try
            {
                Checkpoint.Load(Path, run.Model, run.Optimizer);
            }
            catch (CheckpointException e)
            {
                refused++;
                Assert.StartsWith(Path, e.Message);
                Assert.Equal(state, run.State());
            }
        }

        Assert.InRange(refused, 300, 400);
    }

    [Fact]
    public void Random_numbers_and_statuses_that_cannot_be_are_refused_though_the_hash_is_right()
    {
        Assert.Contains("'random/cpu': it is no state", Refused(Filled(whole, "random/cpu", 0xFF)));
        Assert.Contains("'optimizer/pruning/statuses': a value is above 2", Refused(Filled(whole, "optimizer/pruning/statuses", 3)));
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        Refuses(SmallRun.Options(Sgd(0.1)), "'optimizer/groups/0/update': the file says 'AdamUpdate', here it is 'SgdUpdate'");
        var options = SmallRun.Options(AdamW(5e-3));
        Refuses(options with { TargetGroupSparsity = 0.5 }, "'optimizer/pruning/plan/target': the file says '22 structures', here it is '18 structures'");
        Refuses(options with { PruningPeriods = 3 }, "'optimizer/pruning/plan/schedule': the file says");
        Refuses(options with { Divisor = 4 }, "'optimizer/pruning/plan/structures': the file says");
        Refuses(options with { ParameterRules = [new((name, _) => name.EndsWith("bias"), AdamW(1e-3))] }, "'optimizer/groups': the file says '1', here it is '2'");
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_refused()
    {
        using var model = new Mlp();
        using var optimizer = model.Hesso(SmallRun.Options(AdamW(5e-3)));
        var values = Fingerprint.OfAll(model, optimizer);

        var message = Assert.Throws<CheckpointException>(() => Checkpoint.Load(Path, model, optimizer)).Message;

        Assert.Contains("'optimizer/pruning/plan/structures'", message);
        Assert.Contains("more", message);
        Assert.Equal(values, Fingerprint.OfAll(model, optimizer));
    }

    [Fact]
    public void A_checkpoint_of_another_method_is_refused()
    {
        using var other = new SmallRun(Method.Find("one-shot"));
        Assert.Contains("'optimizer/kind': the file says 'Hesso', here it is 'OneShot'", Assert.Throws<CheckpointException>(() => Checkpoint.Load(Path, other.Model, other.Optimizer)).Message);
    }

    [Fact]
    public void A_method_that_cannot_be_saved_says_so()
    {
        using var optimizer = run.Model.HessoCric(new() { Variant = Sgd(0.1), TargetGroupSparsity = 0.5, TotalSteps = 100, ReferenceSchedule = true });
        Assert.Contains("as released", Assert.Throws<NotSupportedException>(() => Checkpoint.Save(Path, run.Model, optimizer)).Message);
        Assert.Equal(whole, File.ReadAllBytes(Path));
    }

    [Fact]
    public void What_a_method_remembers_is_refused_where_it_cannot_be_read_though_the_hash_is_right()
    {
        using var cric = new SmallRun(Method.Find("hesso-cric"));
        cric.Train(5);
        Checkpoint.Save(Path, cric.Model, cric.Optimizer);
        cric.Train(2);
        var state = cric.State();
        var content = File.ReadAllBytes(Path);

        foreach (var (name, instead) in new[] { ("snapshot/content\":\"all\"", "snapshot/content\":\"any\""), ("method/snapshot/tensors/0", "method/snapshot/tensors/x") })
        {
            var altered = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(content).Replace(name, instead));
            Assert.NotEqual(content, altered);
            File.WriteAllBytes(Path, Sealed(altered));
            Assert.Contains("a tensor is missing", Assert.Throws<CheckpointException>(() => Checkpoint.Load(Path, cric.Model, cric.Optimizer)).Message);
            Assert.Equal(state, cric.State());
        }

        File.WriteAllBytes(Path, Filled(content, "optimizer/pruning/method/memory", 0x7F));
        Assert.Contains("memory': cannot be read", Assert.Throws<CheckpointException>(() => Checkpoint.Load(Path, cric.Model, cric.Optimizer)).Message);
        Assert.Equal(state, cric.State());
    }

    [Fact]
    public void A_missing_file_is_said_to_be_missing() =>
        Assert.Throws<FileNotFoundException>(() => Checkpoint.Load(folder.File("none"), run.Model, run.Optimizer));

    [Fact]
    public void An_optimizer_whose_model_has_been_compacted_is_refused()
    {
        run.Train(SmallRun.Steps);
        run.Model.Compact();

        Assert.Contains("compacted", Assert.Throws<InvalidOperationException>(() => Checkpoint.Load(Path, run.Model, run.Optimizer)).Message);
        Assert.Contains("compacted", Assert.Throws<InvalidOperationException>(() => Checkpoint.Save(Path, run.Model, run.Optimizer)).Message);
        Assert.Equal(whole, File.ReadAllBytes(Path));
    }

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    private int[] Drawn(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(whole.Length))];
    }

    /// <summary>The message of loading and of reading the extras, after seeing that nothing was changed.</summary>
    private string Refused(byte[] content)
    {
        File.WriteAllBytes(Path, content);
        var state = run.State();
        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(Path, run.Model, run.Optimizer));
        Assert.StartsWith(Path, exception.Message);
        Assert.Equal(Path, exception.Path);
        Assert.EndsWith(exception.Problem, exception.Message);
        Assert.Equal(state, run.State());
        return exception.Problem;
    }

    private void Refuses(HessoOptions options, string problem)
    {
        using var other = new SmallRun(options);
        other.Train(2);
        var state = other.State();
        Assert.Contains(problem, Assert.Throws<CheckpointException>(() => Checkpoint.Load(Path, other.Model, other.Optimizer)).Message);
        Assert.Equal(state, other.State());
    }

    private byte[] Filled(byte[] whole, string tensor, byte value)
    {
        using var content = new MemoryStream(whole[24..^32]);
        var header = SafetensorsHeader.Read(content, Path);
        var entry = header.Entries.Single(e => e.Name == tensor);
        var filled = (byte[])whole.Clone();
        filled.AsSpan((int)(24 + header.DataStart + entry.Start), (int)entry.Length).Fill(value);
        return Sealed(filled);
    }

    private static byte[] Sealed(byte[] content)
    {
        SHA256.HashData(content.AsSpan(0, content.Length - 32), content.AsSpan(content.Length - 32));
        return content;
    }
}
