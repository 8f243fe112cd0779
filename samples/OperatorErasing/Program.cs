using System.CommandLine;
using Cifar10;
using OperatorErasing;

var data = new Option<string?>("--data") { Description = "Folder with CIFAR-10's binary batches. Without it the program draws its own images.", HelpName = "DIR" };
var epochs = new Option<int>("--epochs") { Description = "Passes over the training images.", HelpName = "N", DefaultValueFactory = _ => 4 };
var images = new Option<int>("--images") { Description = "Training images.", HelpName = "N", DefaultValueFactory = _ => 4000 };
var share = new Option<double>("--macs") { Description = "Share of the multiply-adds that may be left, above 0 and at most 1.", HelpName = "S", DefaultValueFactory = _ => 0.65 };
var seed = new Option<int>("--seed") { Description = "Seed of images, weights and order.", HelpName = "N", DefaultValueFactory = _ => 1 };
var root = new RootCommand("Trains two stacked U-Nets, erases operators of them on the way, and draws what is left.") { data, epochs, images, share, seed };
root.SetAction(arguments =>
{
    try
    {
        new Experiment(arguments.GetValue(data), arguments.GetValue(epochs), arguments.GetValue(images), arguments.GetValue(share), arguments.GetValue(seed)).Run();
        return 0;
    }
    catch (Exception e) when (e is UsageException or ArgumentException or IOException)
    {
        Console.Error.WriteLine(e.Message);
        return 2;
    }
});
return root.Parse(args).Invoke();
