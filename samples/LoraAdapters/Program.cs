using System.CommandLine;
using LoraAdapters;

var steps = new Option<int>("--steps") { Description = "Steps of each of the two trainings.", HelpName = "N", DefaultValueFactory = _ => 400 };
var sparsity = new Option<double>("--sparsity") { Description = "Share of structures that go, from 0 to 1.", HelpName = "S", DefaultValueFactory = _ => 0.4 };
var seed = new Option<int>("--seed") { Description = "Seed of texts and weights.", HelpName = "N", DefaultValueFactory = _ => 1 };
var root = new RootCommand("Freezes a classifier, adapts it to other texts by low-rank adapters, and prunes it on the way.") { steps, sparsity, seed };
root.SetAction(arguments =>
{
    try
    {
        var result = new Experiment(arguments.GetValue(steps), arguments.GetValue(sparsity), arguments.GetValue(seed)).Run("out");
        Console.WriteLine($"accuracy on the new texts: {result.Before:P1} frozen, {result.After:P1} adapted and compact");
        Console.WriteLine($"parameters: {result.Parameters.Before:N0} before, {result.Parameters.After:N0} after; {result.Kept} was kept whole");
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
