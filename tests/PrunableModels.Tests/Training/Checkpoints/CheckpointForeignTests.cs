using System.Buffers.Binary;
using System.Text;
using PrunableModels.Crash;
using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

/// <summary>A file that is whole and belongs to something else, or was edited and given the right hash, is refused; nothing is changed.</summary>
[Collection(nameof(SmallRun))]
public sealed class CheckpointForeignTests : IDisposable
{
    private readonly SavedRun saved = new();

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
        var altered = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(saved.Whole).Replace(text, instead));
        Assert.NotEqual(saved.Whole, altered);
        Assert.Contains(problem, saved.Refused(SavedRun.Sealed(altered)));
    }

    [Fact]
    public void Whatever_the_header_says_under_a_right_hash_loads_or_is_refused_by_the_same_exception()
    {
        var random = new Random(2);
        var header = BinaryPrimitives.ReadInt32LittleEndian(saved.Whole.AsSpan(24)) + 32;
        var refused = 0;
        for (var i = 0; i < 400; i++)
        {
            var altered = (byte[])saved.Whole.Clone();
            altered[random.Next(24, header)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(saved.Path, SavedRun.Sealed(altered));
            var state = saved.Run.State();
            try
            {
                Checkpoint.Load(saved.Path, saved.Run.Model, saved.Run.Optimizer);
            }
            catch (CheckpointException e)
            {
                refused++;
                Assert.StartsWith(saved.Path, e.Message);
                Assert.Equal(state, saved.Run.State());
            }
        }

        Assert.InRange(refused, 300, 400);
    }

    [Fact]
    public void Random_numbers_and_statuses_that_cannot_be_are_refused_though_the_hash_is_right()
    {
        Assert.Contains("'random/cpu': it is no state", saved.Refused(saved.Filled(saved.Whole, "random/cpu", 0xFF)));
        Assert.Contains("'optimizer/pruning/statuses': a value is above 2", saved.Refused(saved.Filled(saved.Whole, "optimizer/pruning/statuses", 3)));
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        Refuses(SmallRun.Options(Sgd(0.1)), "'optimizer/groups/0/update': the file says 'AdamUpdate', here it is 'SgdUpdate'");
        var options = SmallRun.Options(AdamW(5e-3));
        Refuses(options with { TargetGroupSparsity = 0.5 }, "'optimizer/pruning/plan/target': the file says '22 structures', here it is '18 structures'");
        Refuses(options with { PruningPeriods = 3 }, "'optimizer/pruning/plan/schedule': the file says");
        Refuses(options with { Divisor = 4 }, "'optimizer/pruning/plan/structures': the file says");
        Refuses(options with { Criteria = [new(new MagnitudeCriterion(), 1)] }, "'optimizer/pruning/plan/scoring': the file says '0.2 PrunableModels.MagnitudeCriterion, ");
        Refuses(options with { Criteria = [.. SaliencyCriteria.Hesso().Select(c => c with { Weight = 0.3 })] }, "here it is '0.3 PrunableModels.MagnitudeCriterion, ");
        Refuses(options with { CosineSign = CosineSign.Hesso }, "0.2 PrunableModels.CosineCriterion Hesso, ");
        Refuses(options with { SaliencyDirection = SaliencyDirection.Update }, "with the Update, decay 0.9, one batch of 4'");
        Refuses(options with { ScoreDecay = 0.5 }, "with the Gradient, decay 0.5, one batch of 4'");
        Refuses(options with { ScoreEvery = 2 }, "decay 0.9, one batch of 2'");
        Refuses(options with { ParameterRules = [new((name, _) => name.EndsWith("bias"), AdamW(1e-3))] }, "'optimizer/groups': the file says '1', here it is '2'");
    }

    [Fact]
    public void A_criterion_of_ones_own_is_told_apart_by_its_words()
    {
        var options = SmallRun.Options(AdamW(5e-3));
        using var run = new SmallRun(options with { Criteria = [new(new Weighed(0.5), 1)] });
        Checkpoint.Save(saved.Path, run.Model, run.Optimizer);

        using var same = new SmallRun(options with { Criteria = [new(new Weighed(0.5), 1)] });
        Checkpoint.Load(saved.Path, same.Model, same.Optimizer);

        Refuses(options with { Criteria = [new(new Weighed(0.25), 1)] }, "Weighed { By = 0.25 }");
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_refused()
    {
        using var model = new Mlp();
        using var optimizer = model.Hesso(SmallRun.Options(AdamW(5e-3)));
        var values = Fingerprint.OfAll(model, optimizer);

        var message = Assert.Throws<CheckpointException>(() => Checkpoint.Load(saved.Path, model, optimizer)).Message;

        Assert.Contains("'optimizer/pruning/plan/structures'", message);
        Assert.Contains("more", message);
        Assert.Equal(values, Fingerprint.OfAll(model, optimizer));
    }

    [Fact]
    public void A_checkpoint_of_another_method_is_refused()
    {
        using var other = new SmallRun(Method.Find("one-shot"));
        Assert.Contains("'optimizer/kind': the file says 'Hesso', here it is 'OneShot'", Assert.Throws<CheckpointException>(() => Checkpoint.Load(saved.Path, other.Model, other.Optimizer)).Message);
    }

    [Fact]
    public void What_a_method_remembers_is_refused_where_it_cannot_be_read_though_the_hash_is_right()
    {
        using var cric = new SmallRun(Method.Find("hesso-cric"));
        cric.Train(5);
        Checkpoint.Save(saved.Path, cric.Model, cric.Optimizer);
        cric.Train(2);
        var state = cric.State();
        var content = File.ReadAllBytes(saved.Path);

        foreach (var (name, instead) in new[] { ("snapshot/content\":\"all\"", "snapshot/content\":\"any\""), ("method/snapshot/tensors/0", "method/snapshot/tensors/x") })
        {
            var altered = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(content).Replace(name, instead));
            Assert.NotEqual(content, altered);
            File.WriteAllBytes(saved.Path, SavedRun.Sealed(altered));
            Assert.Contains("a tensor is missing", Assert.Throws<CheckpointException>(() => Checkpoint.Load(saved.Path, cric.Model, cric.Optimizer)).Message);
            Assert.Equal(state, cric.State());
        }

        File.WriteAllBytes(saved.Path, saved.Filled(content, "optimizer/pruning/method/memory", 0x7F));
        Assert.Contains("memory': cannot be read", Assert.Throws<CheckpointException>(() => Checkpoint.Load(saved.Path, cric.Model, cric.Optimizer)).Message);
        Assert.Equal(state, cric.State());
    }

    public void Dispose() => saved.Dispose();

    private sealed record Weighed(double By) : ISaliencyCriterion
    {
        public torch.Tensor Score(StructureStatistics structures) => structures.SquaredNorm * By;
    }

    private void Refuses(HessoOptions options, string problem)
    {
        using var other = new SmallRun(options);
        other.Train(2);
        var state = other.State();
        Assert.Contains(problem, Assert.Throws<CheckpointException>(() => Checkpoint.Load(saved.Path, other.Model, other.Optimizer)).Message);
        Assert.Equal(state, other.State());
    }
}
