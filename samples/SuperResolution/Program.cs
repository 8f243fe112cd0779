using System.CommandLine;
using Cifar10;
using Spectre.Console;
using SuperResolution;

var defaults = new Settings();
var data = new Option<string?>("--data") { Description = "Folder with pictures, or with CIFAR-10's binary batches. Without it the program draws pictures.", HelpName = "DIR" };
var steps = new Option<int>("--steps") { Description = "Steps of each of the two trainings.", HelpName = "N", DefaultValueFactory = _ => defaults.Steps };
var left = new Option<double>("--left") { Description = "Share of the multiply-adds that may be left, above 0 and at most 1.", HelpName = "S", DefaultValueFactory = _ => defaults.Left };
var width = new Option<int>("--width") { Description = "Channels of the network; the paper has 64.", HelpName = "N", DefaultValueFactory = _ => defaults.Width };
var seed = new Option<int>("--seed") { Description = "Seed of pictures, weights and order.", HelpName = "N", DefaultValueFactory = _ => defaults.Seed };
var root = new RootCommand("Trains a network that enlarges pictures twice, dense and while pruning, and compares the two with a bicubic interpolation.") { data, steps, left, width, seed };
root.SetAction(arguments =>
{
    try
    {
        Show(new Experiment(defaults with
        {
            Data = arguments.GetValue(data),
            Steps = arguments.GetValue(steps),
            Left = arguments.GetValue(left),
            Width = arguments.GetValue(width),
            Seed = arguments.GetValue(seed),
        }).Run("out", Console.WriteLine));
        return 0;
    }
    catch (Exception e) when (e is ArgumentException or IOException or UsageException)
    {
        Console.Error.WriteLine(e.Message);
        return 2;
    }
});
return root.Parse(args).Invoke();

static void Show(Result result)
{
    var table = new Table().AddColumns("way", "PSNR in dB", "parameters", "MACs/pixel");
    foreach (var row in result.Rows)
    {
        table.AddRow(row.Name, $"{row.Psnr:F2}", row.Parameters > 0 ? $"{row.Parameters:N0}" : "-", row.Macs > 0 ? $"{row.Macs:N0}" : "-");
    }

    AnsiConsole.Write(table);
    AnsiConsole.MarkupLineInterpolated($"{result.Widths.Sum(w => w.After)} of {result.Widths.Sum(w => w.Before)} channels left; zeroed and compact network differ by {result.Difference:E1} of the largest output");
    AnsiConsole.MarkupLine("out holds the class, its weights and pictures: bicubic, dense, compact, original");
}
