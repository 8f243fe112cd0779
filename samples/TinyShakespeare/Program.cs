using System.CommandLine;
using TinyShakespeare;

var defaults = new Settings();
var data = new Option<string?>("--data") { Description = "Folder with text files. Without it the program makes verses.", HelpName = "DIR" };
var steps = new Option<int>("--steps") { Description = "Steps of each of the two trainings.", HelpName = "N", DefaultValueFactory = _ => defaults.Steps };
var left = new Option<double>("--left") { Description = "Share of the parameters that may be left, above 0 and at most 1.", HelpName = "S", DefaultValueFactory = _ => defaults.Left };
var seed = new Option<int>("--seed") { Description = "Seed of weights and order, and of the verses.", HelpName = "N", DefaultValueFactory = _ => defaults.Seed };
var root = new RootCommand("Trains a GPT over characters twice, dense and while pruning, and compares the two.") { data, steps, left, seed };
root.SetAction(arguments =>
{
    try
    {
        var settings = defaults with { Data = arguments.GetValue(data), Steps = arguments.GetValue(steps), Left = arguments.GetValue(left), Seed = arguments.GetValue(seed) };
        ResultTable.Show(new Experiment(settings).Run("out", Console.WriteLine));
        Console.WriteLine("out holds the class and its weights");
        return 0;
    }
    catch (Exception e) when (e is ArgumentException or IOException)
    {
        Console.Error.WriteLine(e.Message);
        return 2;
    }
});
return root.Parse(args).Invoke();
