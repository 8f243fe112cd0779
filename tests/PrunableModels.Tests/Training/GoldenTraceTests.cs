using System.Text.Json;
using TorchSharp;
using Xunit;

namespace PrunableModels.Tests.Training;

/// <summary>With its reference switches on, the optimizer walks the ways of the released HESSO, number by number.</summary>
public sealed class GoldenTraceTests
{
    [Theory]
    [InlineData("mlp_hesso_sgd")]
    [InlineData("mlp_hesso_sgd_long")]
    [InlineData("mlp_hesso_sgd_s80")]
    [InlineData("mlp_hesso_sgd_div4")]
    [InlineData("mlp_hesso_sgdm")]
    [InlineData("mlp_hesso_sgdm_wd")]
    [InlineData("mlp_hesso_adamw")]
    [InlineData("mlp_hesso_adamw_long")]
    [InlineData("cnn_hesso_sgd")]
    [InlineData("cnn_hesso_sgd_long")]
    [InlineData("cnn_hesso_sgdm")]
    public void Reference_schedule_replays_the_trace(string name)
    {
        var golden = GoldenFiles.Read($"{name}.json");
        using var model = TestModel.Golden(golden.GetProperty("model").GetString()!);
        var recorded = golden.GetProperty("param_groups_in_optimizer_order").EnumerateArray().Where(group => group.GetProperty("is_prunable").GetBoolean()).ToArray();
        using var map = model.Map(recorded.Select(group => group.GetProperty("p_names").EnumerateArray().Select(p => p.GetString()!).ToArray()).ToArray());
        var ids = recorded.Select(group => group.GetProperty("id").GetString()!).ToArray();
        var criteria = SaliencyCriteria.Hesso(CosineSign.Hesso).Select(c => new RecordingCriterion(c.Criterion)).ToArray();
        using var optimizer = new Hesso(map, model.Named, Options(golden, criteria));

        foreach (var step in golden.GetProperty("trace").EnumerateArray())
        {
            Near(step.GetProperty("loss").GetSingle(), model.Backward(optimizer.Step + 1), 1e-5f);
            optimizer.step();
            Assert.Equal(step.GetProperty("step").GetInt64(), optimizer.Step);
            AssertStatuses(step.GetProperty("groups"), map, ids, optimizer.Statuses);
            AssertParameters(step, "params", model);
            AssertScores(golden, optimizer, map, ids, criteria);
        }

        AssertParameters(golden, "final_params", model);
    }

    private static HessoOptions Options(JsonElement golden, IReadOnlyList<ISaliencyCriterion> criteria)
    {
        var config = golden.GetProperty("config");
        double Value(string name, double otherwise) => config.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
        var lr = Value("lr", double.NaN);
        var decay = Value("weight_decay", 0);
        return new HessoOptions
        {
            Variant = config.GetProperty("variant").GetString() == "adamw"
                ? BaseUpdate.AdamW(lr, weightDecay: decay)
                : BaseUpdate.Sgd(lr, Value("first_momentum", 0), weightDecay: decay),
            TargetGroupSparsity = Value("target_group_sparsity", double.NaN),
            TotalSteps = golden.GetProperty("steps").GetInt64(),
            StartStep = (long)Value("start_pruning_step", double.NaN),
            PruningSteps = (long)Value("pruning_steps", double.NaN),
            PruningPeriods = (long)Value("pruning_periods", double.NaN),
            Divisor = (int)Value("group_divisible", 1),
            Criteria = criteria.Select(criterion => new WeightedCriterion(criterion)).ToArray(),
            SaliencyDirection = SaliencyDirection.Update,
            ScoreDecay = 0,
            ReferenceSchedule = true,
        };
    }

    private static void AssertStatuses(JsonElement groups, StructureMap map, string[] ids, StructureStatus[] statuses)
    {
        foreach (var (group, id) in map.Groups.Zip(ids))
        {
            Assert.Equal(Sorted("active_redundant"), Having(StructureStatus.Redundant));
            Assert.Equal(Sorted("pruned"), Having(StructureStatus.Pruned));

            long[] Sorted(string name) => [.. GoldenFiles.Longs(groups.GetProperty(id).GetProperty(name)).Order()];
            long[] Having(StructureStatus status) => [.. Enumerable.Range(0, group.Width).Where(i => statuses[group.Start + i] == status).Select(i => (long)i)];
        }
    }

    private static void AssertParameters(JsonElement owner, string property, TestModel model)
    {
        if (owner.TryGetProperty(property, out var parameters))
        {
            foreach (var parameter in parameters.EnumerateObject())
            {
                Near(GoldenFiles.Floats(parameter.Value.GetProperty("data")), model[parameter.Name].data<float>().ToArray(), 1e-5f);
            }
        }
    }

    /// <summary>The scores of the step just taken, if it identified structures: within 1e-4 of each, and 1e-6 of the largest for those near 0.</summary>
    private static void AssertScores(JsonElement golden, Hesso optimizer, StructureMap map, string[] ids, RecordingCriterion[] criteria)
    {
        var identification = golden.GetProperty("identifications").EnumerateArray().SingleOrDefault(i => i.GetProperty("step").GetInt64() == optimizer.Step);
        if (identification.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        var overall = optimizer.Scores.data<float>().ToArray();
        var names = new[] { "magnitude", "avg_magnitude", "cosine_similarity", "taylor_first_order", "taylor_second_order" };
        foreach (var (group, id) in map.Groups.Zip(ids))
        {
            var scores = identification.GetProperty("scores").GetProperty(id);
            Compare(scores.GetProperty("overall"), overall);
            foreach (var (name, criterion) in names.Zip(criteria))
            {
                Compare(scores.GetProperty("raw").GetProperty(name), criterion.Last);
            }

            void Compare(JsonElement wanted, float[] actual)
            {
                foreach (var (w, a) in GoldenFiles.Floats(wanted).Zip(actual[group.Start..group.End]))
                {
                    Near(w, a, (1e-4f * Math.Abs(w)) + (1e-6f * actual.Max(Math.Abs)));
                }
            }
        }
    }

    private static void Near(float[] wanted, float[] actual, float tolerance)
    {
        Assert.Equal(wanted.Length, actual.Length);
        foreach (var (w, a) in wanted.Zip(actual))
        {
            Near(w, a, tolerance);
        }
    }

    private static void Near(float wanted, float actual, float tolerance) => Assert.InRange(actual, wanted - tolerance, wanted + tolerance);

    private sealed class RecordingCriterion(ISaliencyCriterion inner) : ISaliencyCriterion
    {
        public float[] Last { get; private set; } = [];

        public torch.Tensor Score(StructureStatistics structures)
        {
            var score = inner.Score(structures);
            Last = score.data<float>().ToArray();
            return score;
        }
    }
}
