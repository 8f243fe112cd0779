using System.Security.Cryptography;
using System.Text;
using PrunableModels.Studies;

namespace PrunableModels.Benchmarks;

/// <summary>The runs of the quality study: every network dense, and pruned by every method, with the same number of steps.</summary>
internal sealed class QualityPlan
{
    /// <summary>The steps of a full run, by which a quick run's are shortened.</summary>
    private const int QuickShortening = 8;

    private static readonly PruningMethod[] Methods = [PruningMethod.Hesso, PruningMethod.HessoCric, PruningMethod.Dhspg, PruningMethod.OneShot];

    private readonly string folder;
    private readonly bool isQuick;
    private readonly Dictionary<Network, string> data = [];

    public QualityPlan(string folder, bool isQuick)
    {
        (this.folder, this.isQuick) = (folder, isQuick);
        Runs = [.. Seeds.SelectMany(seed => Networks.SelectMany(network => Of(network, seed)))];
    }

    /// <summary>The networks.</summary>
    public static IReadOnlyList<Network> Networks { get; } = [Network.ResNet20, Network.Vgg11, Network.Gpt];

    /// <summary>The seeds.</summary>
    public IReadOnlyList<int> Seeds => isQuick ? [1] : [1, 2, 3];

    /// <summary>The shares of structures that are pruned.</summary>
    public IReadOnlyList<double> Sparsities => isQuick ? [0.7] : [0.5, 0.7, 0.9];

    /// <summary>The share at which variants are tried.</summary>
    public IReadOnlyList<double> VariantSparsities => isQuick ? [] : [0.7];

    /// <summary>All runs, in the order in which they are done: all of a seed before the next.</summary>
    public IReadOnlyList<RunSettings> Runs { get; }

    /// <summary>How a network is trained.</summary>
    public Recipe RecipeOf(Network network)
    {
        var full = network switch
        {
            Network.ResNet20 => new Recipe(Update.Sgd, LearningRate: 0.1, WeightDecay: 5e-4, Batch: 64, Steps: 750),
            Network.Vgg11 => new Recipe(Update.Sgd, LearningRate: 0.05, WeightDecay: 5e-4, Batch: 64, Steps: 650),
            _ => new Recipe(Update.AdamW, LearningRate: 3e-3, WeightDecay: 0.1, Batch: 32, Steps: 450),
        };
        return isQuick ? full with { Steps = full.Steps / QuickShortening } : full;
    }

    /// <summary>When a network is pruned.</summary>
    public static Schedule ScheduleOf(Network network) =>
        new(Start: 0.3, End: 0.6, Periods: 10, Cycle: 0.02, Cycles: 4, Lambda: network == Network.Gpt ? 0.05 : 1, OneShot: 0.6, LeastWidth: 0.25);

    private IEnumerable<RunSettings> Of(Network network, int seed)
    {
        var dense = new RunSettings(
            network, TrainingRun.ShapeOf(network), DataOf(network), RecipeOf(network), PruningMethod.Dense, Variant.Usual, Sparsity: 0, Schedule: null, seed);
        var pruned = dense with { Schedule = ScheduleOf(network) };
        return [
            dense,
            .. Sparsities.SelectMany(sparsity => Methods.Select(method => pruned with { Method = method, Sparsity = sparsity })),
            .. VariantSparsities.SelectMany(sparsity => new[] { Variant.HessoCosine, Variant.OneBatch }.Select(
                variant => pruned with { Method = PruningMethod.Hesso, Variant = variant, Sparsity = sparsity })),
        ];
    }

    /// <summary>Names and contents of the files that a network is trained on, as a hash.</summary>
    /// <exception cref="DirectoryNotFoundException">They are not there.</exception>
    private string DataOf(Network network)
    {
        var path = TrainingRun.DataOf(network, folder);
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException($"There is no folder '{path}'.");
        }

        return data.TryGetValue(network, out var known) ? known : data[network] = Fingerprint(path);
    }

    private static string Fingerprint(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(path).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
