using System.CommandLine;

namespace PrunableModels.Benchmarks;

/// <summary>The command line: a suite and its options, or a list of the suites.</summary>
internal static class CommandLine
{
    private const int AllMet = 0;
    private const int SomeMissed = 1;
    private const int CouldNotRun = 2;

    private static readonly IReadOnlyList<ISuite> Suites =
    [
        new ZooSuite(), new FuzzExactnessSuite(), new CorpusSuite(), new FuzzFrontendSuite(), new GeneratorSuite(), new CrashSuite(), new TracesSuite(), new FuzzFilesSuite(), new StepSuite(), new CompactSuite(), new QualitySuite(),
        new TrainingSuite(), new EraseSuite(), new EraseSetsSuite(), new TypingSuite(), new LinkSuite(), new ScaleSuite(),
    ];

    /// <summary>Does what the arguments ask for; returns the exit code.</summary>
    public static int Run(string[] arguments)
    {
        var suite = new Argument<string>("SUITE") { Description = "The suite to run, or 'list'." };
        var folder = new Argument<string?>("DIR") { Description = "The folder that it measures, for a suite that takes one.", Arity = ArgumentArity.ZeroOrOne };
        var quick = new Option<bool>("--quick") { Description = "Less of everything: at most five minutes." };
        var json = new Option<string?>("--json") { Description = "Write the figures to this file as well.", HelpName = "FILE" };
        var count = new Option<int?>("--count") { Description = "How many cases, where a suite draws them.", HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "What random cases are drawn from.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var records = new Option<string?>("--records") { Description = "The file of finished runs, for a suite that keeps one; by default in the temporary folder.", HelpName = "FILE" };
        var markdown = new Option<string?>("--markdown") { Description = "Write a page to this file as well, for a suite that keeps records.", HelpName = "FILE" };
        var root = new RootCommand("Measures the library against its goals.") { suite, folder, quick, json, count, seed, records, markdown };
        var result = root.Parse(arguments);
        if (result.Action is not null && result.Errors.Count == 0)
        {
            return result.Invoke();
        }

        if (result.Errors.Count > 0)
        {
            Console.Error.WriteLine(result.Errors[0].Message.ReplaceLineEndings(" "));
            return CouldNotRun;
        }

        if (result.GetValue(count) is < 1)
        {
            Console.Error.WriteLine("--count wants a whole number from 1.");
            return CouldNotRun;
        }

        var options = new SuiteOptions(result.GetValue(quick), result.GetValue(count), result.GetValue(seed), result.GetValue(folder) ?? "", result.GetValue(records), result.GetValue(markdown));
        return Run(result.GetValue(suite)!, options, result.GetValue(json));
    }

    private static int Run(string name, SuiteOptions options, string? json)
    {
        if (name == "list")
        {
            foreach (var known in Suites)
            {
                Console.WriteLine($"{known.Name}: {known.Description}");
            }

            return AllMet;
        }

        if (Suites.FirstOrDefault(s => s.Name == name) is not { } suite)
        {
            Console.Error.WriteLine($"There is no suite '{name}'. The suites are {string.Join(", ", Suites.Select(s => s.Name))}.");
            return CouldNotRun;
        }

        if (suite.TakesFolder != options.Folder.Length > 0)
        {
            Console.Error.WriteLine(suite.TakesFolder ? $"The suite '{name}' wants a folder: {name} DIR." : $"The suite '{name}' takes no folder.");
            return CouldNotRun;
        }

        if (!suite.KeepsRecords && (options.Records ?? options.Markdown) is not null)
        {
            Console.Error.WriteLine($"The suite '{name}' takes neither --records nor --markdown.");
            return CouldNotRun;
        }

        if (options.Quick)
        {
            Console.WriteLine("Quick: less of everything, at most five minutes.");
        }

        var result = suite.Run(options);
        ResultTable.Show(result);
        if (json is not null)
        {
            ResultJson.Write(json, suite.Name, result);
        }

        return result.Goals.All(g => g.IsMet) ? AllMet : SomeMissed;
    }
}
