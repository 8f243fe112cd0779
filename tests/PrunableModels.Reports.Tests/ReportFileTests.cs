using System.Globalization;
using PrunableModels.Tests;
using Xunit;

namespace PrunableModels.Reports.Tests;

/// <summary>What is written can be read again, and what cannot be written or read is said.</summary>
[Collection(nameof(ReportedRun))]
public sealed class ReportFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_report_that_is_loaded_is_the_same()
    {
        var report = Trained("a <title>");
        report.Notes["accuracy"] = "91.2 %";
        report.WriteJson(folder.File("run.json"));

        var loaded = TrainingReport.Load(folder.File("run.json"));
        loaded.WriteJson(folder.File("again.json"));

        Assert.Equal(report.ToHtml(), loaded.ToHtml());
        Assert.Equal(File.ReadAllText(folder.File("run.json")), File.ReadAllText(folder.File("again.json")));
    }

    [Fact]
    public void Losses_that_are_not_finite_are_kept_and_not_drawn()
    {
        var report = new TrainingReport();
        report.Report(Start());
        foreach (var (step, loss) in new (long, double?)[] { (1, 2), (2, double.NaN), (3, double.PositiveInfinity), (4, null), (5, 1) })
        {
            report.Report(new StepMeasured(step, TrainingReportTests.Metrics(loss)));
        }

        report.WriteJson(folder.File("run.json"));
        var loaded = TrainingReport.Load(folder.File("run.json"));

        Assert.Equal([2, double.NaN, double.PositiveInfinity, null, 1], loaded.Data.Steps.Select(s => s.Loss));
        Assert.Equal(2, new Page(loaded.ToHtml()).Line("progress", "#1F77B4").Count);
    }

    [Fact]
    public void The_table_has_a_line_for_each_step_with_its_figures()
    {
        var report = Trained();
        report.WriteCsv(folder.File("run.csv"));

        var lines = File.ReadAllLines(folder.File("run.csv"));
        var names = lines[0].Split(',');
        var rows = lines[1..].Select(l => l.Split(',').Zip(names).ToDictionary(p => p.Second, p => p.First)).ToList();

        Assert.Equal(report.Data.Steps.Select(s => s.Step), rows.Select(r => long.Parse(r["step"], CultureInfo.InvariantCulture)));
        Assert.Equal(report.Data.Steps.Select(s => s.Loss!.Value), rows.Select(r => double.Parse(r["loss"], CultureInfo.InvariantCulture)));
        Assert.Equal(report.Data.Steps.Select(s => s.Parameters!.After), rows.Select(r => long.Parse(r["parameters"], CultureInfo.InvariantCulture)));
        Assert.All(rows, r => Assert.Equal("0.05", r["learning_rate_0"]));
        Assert.Equal("", rows[^1]["period"]);
    }

    [Fact]
    public void A_run_that_goes_on_goes_on_with_its_report()
    {
        var whole = Trained();
        var report = new TrainingReport();
        using (var run = new ReportedRun(report).Train(14))
        {
            Checkpoint.Save(folder.File("run.checkpoint"), run.Model, run.Optimizer);
            // Steps after the checkpoint are lost with the process.
            run.Train(3);
        }

        report.WriteJson(folder.File("run.json"));
        var resumed = TrainingReport.Load(folder.File("run.json"));
        using (var run = new ReportedRun(resumed))
        {
            Checkpoint.Load(folder.File("run.checkpoint"), run.Model, run.Optimizer);
            run.Train(ReportedRun.Steps - 14);
        }

        AssertSameRun(whole, resumed);
        Assert.Equal([0, 14], resumed.Data.Plan!.Starts);
    }

    [Fact]
    public void Parts_are_put_together_by_their_steps_whatever_their_order()
    {
        var whole = Trained();
        var (first, second) = (new TrainingReport("first"), new TrainingReport("second"));
        first.Notes["seed"] = "7";
        using (var run = new ReportedRun(first).Train(14))
        {
            Checkpoint.Save(folder.File("run.checkpoint"), run.Model, run.Optimizer);
            run.Train(3);
        }

        using (var run = new ReportedRun(second))
        {
            Checkpoint.Load(folder.File("run.checkpoint"), run.Model, run.Optimizer);
            run.Train(ReportedRun.Steps - 14);
        }

        var merged = TrainingReport.Merge(second, first);

        AssertSameRun(whole, merged);
        Assert.Equal(("second", "7"), (merged.Title, merged.Notes["seed"]));
        Assert.Equal(merged.Data.Steps.Select(s => s.Seconds).Order(), merged.Data.Steps.Select(s => s.Seconds));
    }

    [Fact]
    public void Reports_of_different_models_are_not_put_together()
    {
        var (one, other) = (new TrainingReport(), new TrainingReport());
        one.Report(Start(width: 2));
        other.Report(Start(width: 3));

        Assert.Throws<ArgumentException>(() => TrainingReport.Merge(one, other));
        Assert.Throws<ArgumentException>(() => TrainingReport.Merge());
    }

    [Fact]
    public void A_run_of_another_model_begins_a_report_anew()
    {
        var report = new TrainingReport();
        report.Report(Start(width: 2));
        report.Report(new StepMeasured(1, TrainingReportTests.Metrics(1)));
        report.Report(Start(width: 3, step: 1));

        Assert.Empty(report.Data.Steps);
        Assert.Equal([1], report.Data.Plan!.Starts);
    }

    [Theory]
    [InlineData("", "cannot be read as a training report")]
    [InlineData("null", "it is empty")]
    [InlineData("{}", "title")]
    [InlineData("""{"title": "x", "version": 3}""", "its form is number 3")]
    public void What_is_no_report_is_refused_by_its_name(string content, string because)
    {
        File.WriteAllText(folder.File("other.json"), content);

        var error = Assert.Throws<InvalidDataException>(() => TrainingReport.Load(folder.File("other.json")));

        Assert.Contains("other.json", error.Message);
        Assert.Contains(because, error.Message);
    }

    [Fact]
    public void Where_nothing_can_be_written_the_error_names_the_file_and_training_goes_on()
    {
        var report = new TrainingReport();
        using var run = new ReportedRun(report).Train(2);
        var missing = folder.File("no such folder/run");

        foreach (var write in new Action<string>[] { report.WriteHtml, report.WriteJson, report.WriteCsv })
        {
            var error = Assert.Throws<IOException>(() => write(missing));
            Assert.Contains(missing, error.Message);
        }

        run.Train(1);
        report.WriteHtml(folder.File("run.html"));
        Assert.Equal(["run.html"], folder.Names);
        Assert.Equal(3, report.Data.Steps.Count);
    }

    [Fact]
    public void Where_a_folder_has_the_files_name_nothing_is_left_behind()
    {
        Directory.CreateDirectory(folder.File("run.html"));

        var error = Assert.Throws<IOException>(() => new TrainingReport().WriteHtml(folder.File("run.html")));

        Assert.Contains("run.html", error.Message);
        Assert.Empty(folder.Names);
    }

    public void Dispose() => folder.Dispose();

    private static TrainingReport Trained(string title = "run")
    {
        var report = new TrainingReport(title);
        using var run = new ReportedRun(report).Train();
        return report;
    }

    private static void AssertSameRun(TrainingReport whole, TrainingReport parts)
    {
        Assert.Equal(whole.Data.Steps.Select(s => (s.Step, s.Loss, s.GroupSparsity, s.RedundantNorm)), parts.Data.Steps.Select(s => (s.Step, s.Loss, s.GroupSparsity, s.RedundantNorm)));
        Assert.Equal(whole.Data.Occurrences, parts.Data.Occurrences);
        Assert.Equal(whole.Data.Choices.Select(c => (c.Step, c.Low, c.High)), parts.Data.Choices.Select(c => (c.Step, c.Low, c.High)));
        Assert.Equal(whole.Data.Layers, parts.Data.Layers);
        Assert.Equal(whole.Data.End, parts.Data.End);
    }

    private static TrainingStarted Start(int width = 2, long step = 0) => new(step)
    {
        Options = ReportedRun.Options, Method = "", Goal = "", TargetCount = 1, Groups = [new("layer.weight:0", 0, width)], Layers = [], Redundant = [], Pruned = [],
    };
}
