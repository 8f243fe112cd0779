using Spectre.Console;

namespace Cifar10;

/// <summary>Shows a training: a bar on a terminal, one line for each epoch where the output goes to a file.</summary>
internal sealed class TrainingDisplay(string title, int epochs, int batches)
{
    /// <summary>Trains one epoch, its number given from 1, and calls back with the mean loss after each batch.</summary>
    public delegate EpochResult Epoch(int number, Action<double> progress);

    public void Run(Epoch train)
    {
        if (AnsiConsole.Profile.Out.IsTerminal && AnsiConsole.Profile.Capabilities.Interactive)
        {
            RunWithBar(train);
        }
        else
        {
            RunWithLines(train);
        }
    }

    private void RunWithBar(Epoch train) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var bar = context.AddTask(Describe(1, "starting"), maxValue: (double)epochs * batches);
            for (var epoch = 1; epoch <= epochs; epoch++)
            {
                var number = epoch;
                var result = train(number, loss =>
                {
                    bar.Increment(1);
                    bar.Description = Describe(number, $"loss {loss:F3}");
                });
                bar.Description = Describe(number, Summary(result));
            }
        });

    private void RunWithLines(Epoch train)
    {
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var result = train(epoch, _ => { });
            Console.WriteLine(Describe(epoch, Summary(result)));
        }
    }

    private string Describe(int epoch, string state) => $"{title,-7} epoch {epoch}/{epochs}  {state}";

    private static string Summary(EpochResult result) => $"loss {result.Loss:F3}  {result.ImagesPerSecond:F0} images/s";
}
