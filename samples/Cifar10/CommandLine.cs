using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Cifar10;

/// <summary>The command line: options with their defaults and ranges, and one line for whatever is wrong.</summary>
internal sealed class CommandLine
{
    // Both trainings together have to end within minutes.
    private const int DrawnImages = 6000;

    private readonly Option<string?> data = new("--data") { Description = "Folder with CIFAR-10's binary batches. Without it the program draws its own images.", HelpName = "DIR" };
    private readonly Option<int?> epochs = Number("--epochs", "Passes over the training images, for each of the two models.", 5, 1, 10_000);
    private readonly Option<double> sparsity = Share("--sparsity", "Share of the removable structures to remove, from 0 to below 1.", 0.5);
    private readonly Option<int?> trainLimit = Number("--train-limit", "Use at most this many training images.", null, 1, int.MaxValue);
    private readonly Option<int?> seed = Number("--seed", "Seed of images, weights and order.", 1, 0, int.MaxValue);
    private readonly Option<string?> json = new("--json") { Description = "Write the figures to this file as well.", HelpName = "FILE" };
    private readonly Option<string?> report = new("--report") { Description = "Write a report of the pruning training, a page with plots, to this file.", HelpName = "FILE" };
    private readonly Option<int?> depth = Number("--depth", "Layers of the network, 6n + 2.", 20, 8, 1202);
    private readonly Option<int?> width = Number("--width", "Channels of the network's first stage.", 16, 1, 1024);
    private readonly Option<int?> batch = Number("--batch", "Images in a training step.", 64, 1, 65_536);
    private readonly RootCommand root;

    public CommandLine()
    {
        root = new RootCommand("Trains a CIFAR ResNet twice, dense and while pruning, and compares the two.")
        {
            data, epochs, sparsity, trainLimit, seed, json, report, depth, width, batch,
        };
        depth.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is { } layers && layers % 6 != 2)
            {
                result.AddError($"--depth wants 6n + 2 layers, such as 20 or 32, not {layers}.");
            }
        });
    }

    /// <summary>Reads the arguments; null if they only asked for help, which has then been shown.</summary>
    /// <exception cref="UsageException">An option is unknown or its value will not do.</exception>
    public Options? Parse(string[] arguments)
    {
        var result = root.Parse(arguments);
        if (result.Errors.Count > 0)
        {
            throw new UsageException(result.Errors[0].Message.ReplaceLineEndings(" "));
        }

        if (result.Action is not null)
        {
            result.Invoke();
            return null;
        }

        var folder = result.GetValue(data);
        return new Options
        {
            Data = folder,
            Epochs = result.GetValue(epochs)!.Value,
            Sparsity = result.GetValue(sparsity),
            TrainLimit = result.GetValue(trainLimit) ?? (folder is null ? DrawnImages : int.MaxValue),
            Seed = result.GetValue(seed)!.Value,
            Json = result.GetValue(json),
            Report = result.GetValue(report),
            Depth = result.GetValue(depth)!.Value,
            Width = result.GetValue(width)!.Value,
            Batch = result.GetValue(batch)!.Value,
        };
    }

    private static Option<int?> Number(string name, string description, int? fallback, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (int.TryParse(Word(result), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            result.AddError($"{name} wants a whole number from {least}{(most == int.MaxValue ? "" : $" to {most}")}, not '{Word(result)}'.");
            return null;
        },
    };

    private static Option<double> Share(string name, string description, double fallback) => new(name)
    {
        Description = description,
        HelpName = "S",
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (double.TryParse(Word(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1)
            {
                return value;
            }

            result.AddError($"{name} wants a number from 0 to below 1, not '{Word(result)}'.");
            return fallback;
        },
    };

    private static string Word(ArgumentResult result) => result.Tokens is [var token] ? token.Value : "";
}
