using PrunableModels.Zoo;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>How long it takes to find the groups of models that have no weights, and how that grows with their depth.</summary>
internal sealed class LinkSuite : ISuite
{
    private const int Times = 20;
    private const int QuickTimes = 5;
    private const double MostAgain = 1;
    private const double MostFirst = 20;
    private const double MostLlama = 200;

    // Twice the layers may take this much longer.
    private const double MostGrowth = 2.5;

    private static readonly int[] Depths = [10, 20, 40, 80];

    public string Name => "link";

    public string Description => "every model of the zoo at full size and LLaMA with 7 and 70 billion parameters, without weights: the time to link them, and how it grows with the layers";

    public SuiteResult Run(SuiteOptions options)
    {
        using var weightless = new Weightless();
        var times = options.Quick ? QuickTimes : Times;
        var models = LinkedModels.All.Select(m => Measure(m.Name, m.Create, times)).ToList();
        var depths = Depths.Select(depth => Measure($"LLaMA, {depth} layers", () => new Llama(LinkedModels.OfDepth(depth)), times)).ToList();
        var (first, llama) = (models[0], models.Single(m => m.Name == LinkedModels.Llama70));
        var last = Measure($"{first.Name}, as the last", LinkedModels.All.First().Create, times);
        var growth = depths.Zip(depths.Skip(1), (less, more) => more.Time.Unpaused / less.Time.Unpaused).Max();
        return new(
            ["model", "parameters", "operators", "groups", "structures", "first ms", "again ms", "without pauses ms"],
            [.. models.Concat(depths).Append(last).Select(Describe)],
            [
                "Tensors are on the meta device: they have shapes and no memory. A link executes the model's program on its modules and finds every group and all of its places; nothing is kept from one to the next.",
                $"\"first\" has the reading of the program in it, and for {LinkedModels.First}, the first model of the process, the work of the compiler, which goes on for some more models.",
                "\"without pauses\" leaves out those of the garbage collector: small models are linked between two of them, large ones are not. Growth is told without.",
            ],
            [
                new($"{first.Name}, first of its process", $"{first.Time.First:F1} ms", $"<= {MostFirst} ms", first.Time.First <= MostFirst),
                new($"{last.Name}, again", $"{last.Time.Again:F2} ms", $"<= {MostAgain} ms", last.Time.Again <= MostAgain),
                new($"{llama.Name}, again", $"{llama.Time.Again:F0} ms", $"<= {MostLlama} ms", llama.Time.Again <= MostLlama),
                new("twice the layers take longer by", $"{growth:F2}", $"<= {MostGrowth}", growth <= MostGrowth),
            ]);
    }

    private static (string Name, LinkedSize Size, LinkTime Time) Measure(string name, Func<IPrunable> create, int times)
    {
        Console.Error.WriteLine(name);
        using var scope = NewDisposeScope();
        var model = create();
        var time = LinkTime.Of(model.Pruning, times);
        return (name, LinkedSize.Of(model.Pruning), time);
    }

    private static Row Describe((string Name, LinkedSize Size, LinkTime Time) model) => new(
        [
            model.Name, $"{model.Size.Parameters:N0}", $"{model.Size.Operators}", $"{model.Size.Groups}", $"{model.Size.Structures}", $"{model.Time.First:F1}", $"{model.Time.Again:F2}", $"{model.Time.Unpaused:F2}",
        ],
        new()
        {
            ["model"] = model.Name, ["parameters"] = model.Size.Parameters, ["operators"] = model.Size.Operators, ["groups"] = model.Size.Groups,
            ["structures"] = model.Size.Structures, ["firstMilliseconds"] = model.Time.First, ["againMilliseconds"] = model.Time.Again, ["unpausedMilliseconds"] = model.Time.Unpaused,
        });
}
