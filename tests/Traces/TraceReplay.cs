using System.Text.Json;
using PrunableModels.Tests.Training;
using TorchSharp;
using static PrunableModels.Traces.TraceFile;

namespace PrunableModels.Traces;

/// <summary>Trains by the batches of a trace and compares every recorded number and index set on the way.</summary>
internal sealed class TraceReplay
{
    private static readonly string[] CriterionNames = ["magnitude", "avg_magnitude", "cosine_similarity", "taylor_first_order", "taylor_second_order"];

    private readonly TraceFile trace;
    private readonly string[] ids;
    private readonly TestModel model;
    private readonly StructureMap map;
    private readonly RecordingCriterion[] criteria;
    private readonly SparseOptimizer optimizer;
    private readonly TraceDifferences differences = new();

    private TraceReplay(TraceFile trace, TestModel model, StructureMap map)
    {
        this.trace = trace;
        this.model = model;
        this.map = map;
        ids = [.. trace.Groups.Select(group => group.GetProperty("id").GetString()!)];
        criteria = [.. SaliencyCriteria.Hesso(CosineSign.Hesso).Select(c => new RecordingCriterion(c.Criterion))];
        optimizer = TraceOptions.Make(trace, model, map, criteria);
    }

    public static TraceDifferences Run(TraceFile trace)
    {
        using var model = TestModel.Golden(trace.Folder, trace.Model);
        using var map = model.Map([.. trace.Groups.Select(group => group.GetProperty("p_names").EnumerateArray().Select(p => p.GetString()!).ToArray())]);
        var replay = new TraceReplay(trace, model, map);
        using (replay.optimizer)
        {
            return replay.Run();
        }
    }

    private TraceDifferences Run()
    {
        foreach (var step in trace.Root.GetProperty("trace").EnumerateArray())
        {
            var loss = model.Backward(optimizer.Step + 1);
            differences.AddLoss(step.GetProperty("loss").GetSingle(), loss);
            using (var reported = torch.tensor(loss))
            {
                optimizer.ReportLoss(reported);
            }

            optimizer.step();
            CompareStatuses(step.GetProperty("groups"));
            CompareParameters(step, "params");
            CompareNorms(step);
            CompareScores();
        }

        CompareParameters(trace.Root, "final_params");
        CompareBuffers();
        return differences;
    }

    private void CompareStatuses(JsonElement groups)
    {
        foreach (var (group, id) in map.Groups.Zip(ids))
        {
            var recorded = groups.GetProperty(id);

            // The suspects of a cycle are on a road to zero as well, though it is undone.
            Compare(StructureStatus.Redundant, "active_redundant", "active_violating");
            Compare(StructureStatus.Pruned, "pruned");

            void Compare(StructureStatus status, params string[] names)
            {
                var wanted = names.SelectMany(name => recorded.TryGetProperty(name, out var indices) ? Longs(indices) : []).Order().ToArray();
                var actual = Enumerable.Range(0, group.Width).Where(i => optimizer.Statuses[group.Start + i] == status).Select(i => (long)i).ToArray();
                differences.AddSet($"step {optimizer.Step}, {status} of {group.Id}", wanted, actual);
            }
        }
    }

    private void CompareParameters(JsonElement owner, string property)
    {
        if (owner.TryGetProperty(property, out var parameters))
        {
            foreach (var parameter in parameters.EnumerateObject())
            {
                differences.AddParameters(Floats(parameter.Value.GetProperty("data")), model[parameter.Name].data<float>().ToArray());
            }
        }
    }

    private void CompareNorms(JsonElement step)
    {
        foreach (var norm in step.GetProperty("param_l2").EnumerateObject())
        {
            using var actual = torch.linalg.norm(model[norm.Name].detach());
            differences.AddParameters([norm.Value.GetSingle()], [actual.item<float>()]);
        }
    }

    private void CompareBuffers()
    {
        if (trace.Root.TryGetProperty("final_buffers", out var buffers))
        {
            foreach (var (name, buffer) in model.Buffers)
            {
                differences.AddParameters(Floats(buffers.GetProperty(name).GetProperty("data")), buffer.data<float>().ToArray());
            }
        }
    }

    /// <summary>The scores of the step just taken, if it identified structures.</summary>
    private void CompareScores()
    {
        var identification = trace.Root.GetProperty("identifications").EnumerateArray()
            .SingleOrDefault(i => i.GetProperty("step").GetInt64() == optimizer.Step && i.GetProperty("event").GetString() == "identify_redundant_groups");
        if (identification.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        var overall = optimizer.Scores.data<float>().ToArray();
        foreach (var (group, id) in map.Groups.Zip(ids))
        {
            if (identification.TryGetProperty("accumulated_importance_score", out var accumulated))
            {
                Compare(accumulated.GetProperty(id), overall);
                continue;
            }

            var scores = identification.GetProperty("scores").GetProperty(id);
            Compare(scores.GetProperty("overall"), overall);
            foreach (var (name, criterion) in CriterionNames.Zip(criteria))
            {
                Compare(scores.GetProperty("raw").GetProperty(name), criterion.Last);
            }

            void Compare(JsonElement wanted, float[] actual) => differences.AddScores(Floats(wanted), actual[group.Start..group.End], actual.Max(Math.Abs));
        }
    }
}
