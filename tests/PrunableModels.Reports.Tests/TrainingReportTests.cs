using System.Globalization;
using PrunableModels.Crash;
using TorchSharp;
using Xunit;

namespace PrunableModels.Reports.Tests;

/// <summary>The report of a real run: its data are the events', and its page shows them.</summary>
[Collection(nameof(ReportedRun))]
public sealed class TrainingReportTests
{
    [Fact]
    public void The_steps_are_those_of_the_events()
    {
        var (report, heard) = Trained();

        var steps = report.Data.Steps;
        Assert.Equal(heard.Of<StepMeasured>().Select(e => e.Step), steps.Select(s => s.Step));
        Assert.Equal(
            heard.Of<StepMeasured>().Select(e => (e.Metrics.Loss, e.Metrics.GroupSparsity, e.Metrics.RedundantCount, e.Metrics.PrunedCount, e.Metrics.RedundantNorm, e.Metrics.ImportantNorm, e.Metrics.Size!.Parameters, e.Metrics.Period)),
            steps.Select(s => (s.Loss, s.GroupSparsity, s.RedundantCount, s.PrunedCount, s.RedundantNorm, s.ImportantNorm, s.Parameters!, s.Period)));
        Assert.All(steps, s => Assert.Equal([0.05], s.LearningRates));
        Assert.Equal(steps.Select(s => s.Seconds).Order(), steps.Select(s => s.Seconds));
    }

    [Fact]
    public void Choices_count_each_structure_that_could_be_chosen_once()
    {
        var (report, heard) = Trained();
        var open = Enumerable.Range(0, heard.Of<TrainingStarted>().Single().Groups.Sum(g => g.Width)).ToList();

        foreach (var (choice, told) in report.Data.Choices.Zip(heard.Of<StructuresChosen>()))
        {
            var chosen = told.Groups.SelectMany(g => g.Structures).ToList();
            Assert.Equal((told.Step, chosen.Count, open.Count - chosen.Count), (choice.Step, choice.Chosen.Sum(), choice.Kept.Sum()));
            Assert.Equal((open.Min(s => told.Scores[s]), open.Max(s => told.Scores[s])), ((float)choice.Low, (float)choice.High));
            open = [.. open.Except(chosen)];
        }

        Assert.Equal(2, report.Data.Choices.Count);
    }

    [Fact]
    public void The_widths_of_the_layers_are_those_of_the_compact_model()
    {
        var report = new TrainingReport();
        using var run = new ReportedRun(report).Train();
        var layers = report.Data.Layers;

        var compact = run.Model.Compact();

        Assert.Equal([("conv", 12), ("hidden", 24), ("stem", 12)], layers.Select(l => (l.Name, l.Before)).Order());
        Assert.All(layers, l => Assert.Equal(compact.Model.get_parameter($"{l.Name}.weight")!.shape[0], l.After));
        Assert.Equal(compact.Parameters, report.Data.Steps[^1].Parameters);
    }

    [Theory]
    [InlineData("hesso that compacts", false)]
    [InlineData("cric", true)]
    [InlineData("dhspg", true)]
    [InlineData("one shot", false)]
    public void Every_method_can_be_reported(string method, bool releases)
    {
        var report = new TrainingReport(method);
        using var run = new ReportedRun(model => Optimizer(method, model, report)).Train();

        var data = report.Data;
        Assert.Equal(run.Optimizer.PrunedCount, data.Occurrences.Where(o => o.Kind == OccurrenceKind.Pruned).Sum(o => o.Structures));
        Assert.Equal(
            run.Optimizer.PrunedCount,
            data.Occurrences.Sum(o => o.Kind switch { OccurrenceKind.Chosen => o.Structures, OccurrenceKind.Released => -o.Structures, _ => 0 }));
        Assert.Equal(data.Occurrences.Count(o => o.Kind == OccurrenceKind.Chosen), data.Choices.Count);
        Assert.Equal(releases, data.Occurrences.Any(o => o.Kind == OccurrenceKind.Released));
        Assert.Equal(run.Optimizer.PrunedCount, data.Layers.Where(l => l.Name != "conv").Sum(l => l.Before - l.After));
        Assert.Equal(data.Choices.Count, new Page(report.ToHtml()).FigureNames.Count(n => n.StartsWith("saliency-")));
    }

    [Fact]
    public void The_page_has_every_figure_and_needs_nothing_else()
    {
        var page = new Page(Trained().Report.ToHtml());

        Assert.Equal(["progress", "learning-rate", "norms", "size", "widths", "model", "saliency-0", "saliency-1"], page.FigureNames);
        Assert.Equal(page.Ids.Distinct(), page.Ids);
        Assert.Empty(page.Links);
        Assert.All(["stem", "conv", "hidden"], layer => Assert.Contains(layer, page.Words("widths")));
        Assert.Contains("0.04", page.Words("learning-rate"));
        Assert.Contains("60 %", page.Words("progress"));
    }

    [Fact]
    public void The_page_tells_what_is_left_of_each_group_and_why_others_are_kept()
    {
        var report = new TrainingReport();
        using var run = new ReportedRun(report);
        var (groups, kept) = (run.Model.Pruning.Groups, run.Model.Pruning.Kept);
        run.Train();
        var page = new Page(report.ToHtml());

        var compact = run.Model.Compact();

        Assert.Equal(groups.Select(g => $"{g.Id} {g.Width} {compact.Widths.SingleOrDefault(w => w.Id == g.Id)?.After ?? g.Width}"), page.Rows("group", "before", "left"));
        Assert.NotEmpty(kept);
        Assert.Equal(kept.Select(k => $"{k.Key} {k.Value}"), page.Rows("group", "reason"));
    }

    [Fact]
    public void The_model_is_drawn_with_every_layer_and_every_tensor_between_operators()
    {
        var report = new TrainingReport();
        using var run = new ReportedRun(report).Train();
        var graph = report.Data.Plan!.Graph!;
        var page = new Page(report.ToHtml());

        foreach (var layer in run.Model.named_modules().Where(m => m.module.parameters(recurse: false).Any()))
        {
            Assert.Contains(page.Words("model"), word => word.StartsWith($"{layer.name} / ", StringComparison.Ordinal));
        }

        Assert.Equal(graph.Edges.Select(e => (e.From, e.To)).Distinct().Count(), page.Paths("model").Count);
        Assert.All(graph.Edges, e => Assert.True(e.From < e.To));
    }

    [Fact]
    public void Lines_go_through_the_figures_of_the_steps()
    {
        var (report, _) = Trained();
        var page = new Page(report.ToHtml());
        var losses = report.Data.Steps.Select(s => s.Loss!.Value).ToArray();

        var line = page.Line("progress", "#1F77B4");

        Assert.Equal(losses.Length, line.Count);
        Assert.Equal(line.Select(p => p.X).Order(), line.Select(p => p.X));
        // Pixels are a linear function of the loss, downwards.
        var slope = (line[^1].Y - line[0].Y) / (losses[^1] - losses[0]);
        Assert.True(slope < 0);
        Assert.All(line.Zip(losses), pair => Assert.Equal(line[0].Y + (slope * (pair.Second - losses[0])), pair.First.Y, 0.6));
    }

    [Fact]
    public void The_tables_say_what_was_to_be_done_and_what_was()
    {
        var (report, heard) = Trained();
        report.Notes["accuracy"] = "91.2 %";
        var page = new Page(report.ToHtml());

        Assert.Equal("91.2 %", page.Fact("accuracy"));
        Assert.Equal("finished after 30 steps, the target is met", page.Fact("State"));
        Assert.Matches("^0:00:[0-9]{2}$", page.Fact("Time"));
        Assert.StartsWith($"{heard.Of<TrainingEnded>().Single().PrunedCount} held at zero of {heard.Of<TrainingStarted>().Single().TargetCount} to be pruned", page.Fact("Structures"));
        Assert.Equal("SGD, learning rate 0.05, momentum 0.9, dampening 0, weight decay 0", page.Fact("Base update"));
    }

    [Fact]
    public void Names_are_text_and_never_markup()
    {
        const string name = "<script>alert('&')</script>";
        var group = new LinkedGroup(name, 0, 2);
        var report = new TrainingReport(name);
        report.Notes[name] = name;
        report.Report(new TrainingStarted(0)
        {
            Options = ReportedRun.Options, Method = name, Goal = name, TargetCount = 1, Groups = [group], Layers = [new(name, [0, 1])], Redundant = [], Pruned = [],
        });
        report.Report(new StepSkipped(1, name));

        var html = report.ToHtml();
        var page = new Page(html);

        Assert.DoesNotContain("<script", html);
        Assert.Equal(name, page.Title);
        Assert.Contains(name, page.Words("widths"));
        Assert.Equal(name, page.Fact(name));
    }

    [Fact]
    public void A_report_of_nothing_is_a_page_all_the_same()
    {
        var page = new Page(new TrainingReport("empty").ToHtml());

        Assert.Equal("the run has not begun", page.Fact("State"));
    }

    [Fact]
    public void A_long_run_gives_a_small_page()
    {
        var report = new TrainingReport();
        report.Report(new TrainingStarted(0)
        {
            Options = ReportedRun.Options with { TotalSteps = 50_000 }, Method = "", Goal = "", TargetCount = 1, Groups = [], Layers = [], Redundant = [], Pruned = [],
        });
        for (var step = 1; step <= 50_000; step++)
        {
            report.Report(new StepMeasured(step, Metrics(loss: 1.0 / step)));
        }

        Assert.InRange(report.ToHtml().Length, 10_000, 300_000);
    }

    [Fact]
    public void Commas_and_points_do_not_depend_on_the_culture()
    {
        var (report, _) = Trained();
        var (html, before) = (report.ToHtml(), CultureInfo.CurrentCulture);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Assert.Equal(html, report.ToHtml());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_report_holds_no_tensors()
    {
        var report = new TrainingReport();

        Assert.Equal(TensorsLeft(null), TensorsLeft(report));
        Assert.Equal(ReportedRun.Steps, report.Data.Steps.Count);
    }

    private static long TensorsLeft(TrainingReport? report)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (new ReportedRun(report).Train())
        {
            report?.ToHtml();
        }

        return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
    }

    private static SparseOptimizer Optimizer(string method, SmallNet model, TrainingReport report)
    {
        var (variant, steps) = (BaseUpdate.Sgd(0.05, momentum: 0.9), ReportedRun.Steps);
        return method switch
        {
            "cric" => model.HessoCric(new()
            {
                Variant = variant, TargetGroupSparsity = 0.6, TotalSteps = steps, Progress = report, StartStep = 3, CycleSteps = 3, MaximumCycles = 3, PruningSteps = 15,
            }),
            "dhspg" => model.Dhspg(new() { Variant = variant, TargetGroupSparsity = 0.6, TotalSteps = steps, Progress = report, CompletionSteps = 10 }),
            "one shot" => model.OneShot(new() { Variant = variant, TargetGroupSparsity = 0.6, TotalSteps = steps, Progress = report }),
            _ => model.Hesso(ReportedRun.Options with { CompactWhileTraining = true, Progress = report }),
        };
    }

    internal static StepMetrics Metrics(double? loss) => new()
    {
        Loss = loss, GroupSparsity = 0.5, RedundantCount = 3, PrunedCount = 4, RedundantNorm = 1, ImportantNorm = 2, LearningRates = [0.1], Size = null, SkippedSteps = 0, Period = null,
    };

    private static (TrainingReport Report, Listener Heard) Trained()
    {
        var (report, heard) = (new TrainingReport(), new Listener());
        using var run = new ReportedRun(report.And(heard)).Train();
        return (report, heard);
    }
}
