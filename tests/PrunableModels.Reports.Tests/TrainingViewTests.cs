using Spectre.Console.Testing;
using Xunit;

namespace PrunableModels.Reports.Tests;

/// <summary>What is shown of a real run, in place and in lines.</summary>
[Collection(nameof(ReportedRun))]
public sealed class TrainingViewTests
{
    private readonly TestConsole console = new TestConsole().Width(110);

    [Fact]
    public void In_the_end_the_table_shows_the_last_figures()
    {
        var heard = new Listener();
        var view = new TrainingView("SmallNet [1]", console.Interactive(), isLive: true);
        using var run = new ReportedRun(view.And(heard));

        view.Run(() => run.Train());

        var last = heard.Of<StepMeasured>().Last().Metrics;
        Assert.Contains("SmallNet [1]", console.Output);
        Assert.Equal("100 %", Value("step 30/30")[^5..]);
        Assert.Equal(FormattableString.Invariant($"{last.Loss:0.####}"), Value("loss"));
        Assert.Equal(FormattableString.Invariant($"{last.GroupSparsity:0.0 %} of {(double)run.Optimizer.TargetCount / run.Model.Pruning.Map.Count:0.0 %}"), Value("group sparsity"));
        Assert.Equal($"0 on their way to zero, {last.PrunedCount} pruned, of {run.Model.Pruning.Map.Count}", Value("structures"));
        Assert.Equal(FormattableString.Invariant($"{last.Size!.Parameters.After:N0} of {last.Size.Parameters.Before:N0}"), Value("parameters"));
        Assert.Equal("0.05", Value("learning rate"));
        Assert.Equal($"finished: {last.PrunedCount} structures pruned, the target is met", Value("last event"));
    }

    [Fact]
    public void A_target_of_parameters_is_shown_beside_what_is_left()
    {
        var view = new TrainingView(console: console, isLive: true);
        using var run = new ReportedRun(view, ReportedRun.Options with { Target = PruningTarget.Parameters(0.5) });

        view.Run(() => run.Train());

        Assert.Equal("at most 0.5 of the parameters", Value("target"));
        Assert.DoesNotContain(" of ", Value("group sparsity"));
    }

    [Fact]
    public void Pace_and_what_is_left_follow_from_the_clock()
    {
        // The clock is looked at once for each step, so that ten steps take a second.
        var view = new TrainingView(console: console, isLive: false, stepsPerLine: 10, time: new ManualTime(TimeSpan.FromSeconds(0.1)));
        using var run = new ReportedRun(view).Train();

        Assert.EndsWith("10.0 steps/s, 0:00:02 left", Lines[1]);
    }

    [Fact]
    public void The_table_is_not_drawn_at_every_step()
    {
        var view = new TrainingView(console: console, isLive: true, time: new ManualTime(TimeSpan.Zero));
        using var run = new ReportedRun(view);

        view.Run(() => run.Train());

        // Before the first step, after its first event, and at the end.
        Assert.InRange(console.Output.Split("last event").Length - 1, 1, 4);
    }

    [Fact]
    public void Where_nothing_changes_in_place_there_is_a_line_from_time_to_time()
    {
        var view = new TrainingView("net", console, isLive: false, stepsPerLine: 10);
        using var run = new ReportedRun(view);

        view.Run(() => run.Train());

        Assert.Equal(5, Lines.Count);
        Assert.StartsWith("net: HESSO", Lines[0]);
        Assert.Equal(["net: step 10/30", "net: step 20/30", "net: step 30/30"], Lines.Skip(1).Take(3).Select(l => l.Split(',')[0]));
        Assert.Equal($"net: finished: {run.Optimizer.PrunedCount} structures pruned, the target is met", Lines[4]);
        Assert.All(Lines.Skip(1).Take(3), l => Assert.Matches(@"loss [0-9.]+, group sparsity [0-9.]+ % of 61.1 %, \d+ on their way to zero, \d+ pruned, learning rate 0.05", l));
    }

    [Fact]
    public void Without_a_number_of_steps_there_are_about_twenty_lines()
    {
        var view = new TrainingView(console: console, isLive: false);
        using var run = new ReportedRun(view, ReportedRun.Options with { TotalSteps = 60 }).Train(60);

        Assert.Equal(20, Lines.Count(l => l.Contains("loss")));
    }

    [Fact]
    public void Measuring_less_often_than_writing_writes_whenever_measured()
    {
        var view = new TrainingView(console: console, isLive: false, stepsPerLine: 1);
        using var run = new ReportedRun(view, ReportedRun.Options with { MetricsEvery = 10 }).Train();

        Assert.Equal(3, Lines.Count(l => l.Contains("loss")));
    }

    [Fact]
    public void An_error_in_training_comes_out_and_the_view_is_as_before()
    {
        var view = new TrainingView(console: console, isLive: true);

        Assert.Throws<InvalidOperationException>(() => view.Run(() => throw new InvalidOperationException("no memory")));
        using var run = new ReportedRun(view).Train(2);

        Assert.Contains(Lines, l => l.StartsWith("Sparse training: step 2/30"));
    }

    [Fact]
    public void An_output_that_is_no_terminal_gets_lines()
    {
        var view = new TrainingView(console: console.Interactive());
        using var run = new ReportedRun(view);

        view.Run(() => run.Train());

        Assert.DoesNotContain("last event", console.Output);
        Assert.Contains("step 30/30", console.Output);
    }

    [Fact]
    public void Less_than_a_step_a_line_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingView(stepsPerLine: 0));

    private IReadOnlyList<string> Lines => [.. console.Lines.Select(l => l.TrimEnd()).Where(l => l.Length > 0)];

    /// <summary>What stands last beside a name of the table.</summary>
    private string Value(string name) => Lines.Last(l => l.StartsWith($"│ {name} ")).Trim('│', ' ')[name.Length..].Trim();
}
