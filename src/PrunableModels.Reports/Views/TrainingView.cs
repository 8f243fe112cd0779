using System;
using Spectre.Console;

namespace PrunableModels.Reports;

/// <summary>
/// Shows a run of sparse training while it goes on: <c>Progress = view</c> in the options, and the training loop in
/// <c>view.Run(() => ...)</c>. On a terminal that is a table that changes in place; where the output goes to a file or a pipe, and outside
/// of <see cref="Run"/>, it is a line from time to time.
/// </summary>
public sealed class TrainingView : IProgress<TrainingEvent>
{
    private const int LinesOfARun = 20;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    private readonly string title;
    private readonly IAnsiConsole console;
    private readonly TimeProvider time;
    private readonly bool canBeLive;
    private readonly long? stepsPerLine;
    private readonly RunFigures figures;
    private LiveDisplayContext? live;
    private long? shownAt;
    private long nextLine;

    /// <summary>A view.</summary>
    /// <param name="title">What is trained.</param>
    /// <param name="console">Where it is shown; null for the program's output.</param>
    /// <param name="isLive">Whether that shows what changes in place; null to find out.</param>
    /// <param name="stepsPerLine">Steps from one line to the next where it does not, at least 1; null for twenty lines in a run.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are less than one step a line.</exception>
    public TrainingView(string title = "Sparse training", IAnsiConsole? console = null, bool? isLive = null, long? stepsPerLine = null, TimeProvider? time = null)
    {
        if (stepsPerLine is { } steps)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(stepsPerLine));
        }

        this.title = title;
        this.console = console ?? AnsiConsole.Console;
        this.time = time ?? TimeProvider.System;
        this.stepsPerLine = stepsPerLine;
        canBeLive = isLive ?? (this.console.Profile.Out.IsTerminal && this.console.Profile.Capabilities is { Ansi: true, Interactive: true });
        figures = new(this.time);
    }

    /// <summary>Runs the training loop and shows it. Nothing else should write to the console meanwhile.</summary>
    /// <param name="train">The loop; what it throws comes out of here.</param>
    public void Run(Action train)
    {
        if (!canBeLive || live is not null)
        {
            train();
            return;
        }

        console.Live(LiveTable.Of(title, figures)).Start(context =>
        {
            live = context;
            try
            {
                train();
                Show(context);
            }
            finally
            {
                live = null;
            }
        });
    }

    /// <inheritdoc/>
    public void Report(TrainingEvent value)
    {
        figures.Add(value);
        if (live is { } context)
        {
            if (shownAt is not { } shown || time.GetElapsedTime(shown) >= Refresh)
            {
                Show(context);
            }
        }
        else
        {
            WriteLine(value);
        }
    }

    private void Show(LiveDisplayContext context)
    {
        context.UpdateTarget(LiveTable.Of(title, figures));
        shownAt = time.GetTimestamp();
    }

    private void WriteLine(TrainingEvent value)
    {
        switch (value)
        {
            case TrainingStarted or StepSkipped or TrainingEnded:
                Write($"{title}: {figures.LastEvent}");
                nextLine = value is TrainingStarted ? value.Step + PerLine : nextLine;
                break;
            case StepMeasured when value.Step >= nextLine:
                Write($"{title}: {figures.Steps}, loss {figures.Loss}, group sparsity {figures.GroupSparsity}, {figures.Counts}, learning rate {figures.LearningRates}, {figures.Pace}".TrimEnd(',', ' '));
                nextLine = ((value.Step / PerLine) + 1) * PerLine;
                break;
        }
    }

    private long PerLine => stepsPerLine ?? Math.Max(1, figures.TotalSteps / LinesOfARun);

    // Past the console's own layout, which would break lines at a width that a file does not have.
    private void Write(string line) => console.Profile.Out.Writer.WriteLine(line);
}
