using System.CommandLine;
using ExistingModel;
using PrunableModels;

var epochs = new Option<int>("--epochs") { Description = "Passes over the images.", HelpName = "N", DefaultValueFactory = _ => 8 };
var images = new Option<int>("--images") { Description = "Images to draw for training.", HelpName = "N", DefaultValueFactory = _ => 4000 };
var sparsity = new Option<double>("--sparsity") { Description = "Share of structures that go, from 0 to below 1.", HelpName = "S", DefaultValueFactory = _ => 0.5 };
var seed = new Option<int>("--seed") { Description = "Seed of images, weights and order.", HelpName = "N", DefaultValueFactory = _ => 1 };
var root = new RootCommand("Trains a model that was written without pruning in mind, and prunes it on the way.") { epochs, images, sparsity, seed };
root.SetAction(arguments =>
{
    try
    {
        using (var model = new ShapeNet())
        {
            Console.WriteLine(model.Pruning.Explain());
        }

        var result = new Experiment(arguments.GetValue(epochs), arguments.GetValue(images), arguments.GetValue(sparsity), arguments.GetValue(seed)).Run("out", Console.WriteLine);
        Console.WriteLine($"accuracy: {result.Zeroed:P1} zeroed, {result.Compact:P1} compact; outputs differ by {result.Difference:E1} of the largest");
        Console.WriteLine($"parameters: {result.Parameters.Before:N0} before, {result.Parameters.After:N0} after");
        Console.WriteLine($"multiply-adds: {result.Macs.Before:N0} before, {result.Macs.After:N0} after");
        Console.WriteLine("out holds the class and its weights");
        return 0;
    }
    catch (ArgumentException e)
    {
        Console.Error.WriteLine(e.Message);
        return 2;
    }
});
return root.Parse(args).Invoke();
