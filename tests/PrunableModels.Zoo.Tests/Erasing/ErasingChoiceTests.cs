using OperatorErasing;
using PrunableModels.Core;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Erasing;

/// <summary>
/// Which segments H2SPG takes by their scores, compared with all sets that could be taken: what a set loses is the scores of everything that goes,
/// dead code included, and what it saves as well.
/// </summary>
[Collection(nameof(DrawnAlone))]
public sealed class ErasingChoiceTests
{
    private const double Share = 0.65;

    [Fact]
    public void What_dies_with_a_segment_counts()
    {
        // Without up1 nothing needs the half and the bottom of its U-Net. By its own score it would be the first to go.
        var (chosen, all) = Choose(id => id == "pooled.up1.0.weight" ? 0.1f : 1);
        Assert.DoesNotContain("pooled.up1.0.weight", chosen.Erased);
        Assert.Equal(all.Min(s => s.Lost), chosen.Lost, 1e-5);
    }

    [Fact]
    public void What_is_not_needed_for_the_target_stays()
    {
        // One bottom costs nothing and is taken first. The other costs a little and is most of what has to go.
        var (chosen, _) = Choose(id => id switch { "strided.bottom.0.weight" => 0, "pooled.bottom.1.weight" => 0.5f, _ => 10 });
        Assert.Equal(["pooled.bottom.1.weight"], chosen.Erased);
    }

    [Fact]
    public void Hardly_more_is_lost_than_has_to_be()
    {
        List<double> worse = [];
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var scores = new Dictionary<string, float>();
            var (chosen, all) = Choose(id => scores.TryGetValue(id, out var s) ? s : scores[id] = 0.1f + random.NextSingle());
            worse.Add(chosen.Lost / all.Min(s => s.Lost));
        }

        Assert.All(worse, w => Assert.InRange(w, 1 - 1e-5, 1.5));
        Assert.InRange(worse.Average(), 1 - 1e-5, 1.1);
    }

    /// <summary>What is chosen until 65 % of the parameters are left, and every set that would do.</summary>
    private static (Choice Chosen, IReadOnlyList<Choice> All) Choose(Func<string, float> score)
    {
        manual_seed(1);
        using var model = new StackedUnets([4, 12, 32], [4, 6, 8], features: 16);
        var sizes = model.named_parameters().ToDictionary(p => p.name, p => p.parameter.numel());
        var segments = model.Pruning.Segments;
        List<Segment> erasable = [.. segments.Erasable];
        var limit = Share * sizes.Values.Sum();
        List<Choice> all = [.. Enumerable.Range(1, (1 << erasable.Count) - 1).Select(bits => Look(erasable.Where((_, i) => ((bits >> i) & 1) == 1))).OfType<Choice>()];

        using var optimizer = model.H2spg(new()
        {
            Variant = BaseUpdate.Sgd(0.01),
            Target = PruningTarget.Parameters(Share),
            TotalSteps = 2,
            StartStep = 1,
            ErasingSteps = 1,
            Criteria = [new(new Given(score), 1)],
        });
        for (var step = 0; step < 2; step++)
        {
            optimizer.zero_grad();
            model.call(randn(2, 3, 16, 16)).sum().backward();
            optimizer.step();
        }

        var chosen = Look(erasable.Where(s => optimizer.Erased.Contains(s.Id)));
        Assert.NotNull(chosen);
        return (chosen, all);

        Choice? Look(IEnumerable<Segment> set)
        {
            var erasure = Erasure.Of(segments, set);
            var needed = erasure.Needed.Where(l => !l.IsBuffer).Select(l => l.Path).ToHashSet();
            return erasure.IsValid && needed.Sum(p => sizes[p]) <= limit
                ? new([.. erasure.Erased.Select(s => s.Id)], segments.Segments.Where(s => s.Parameters.Count > 0 && !s.Parameters.Any(p => needed.Contains(p.Path))).Sum(s => score(s.Id)))
                : null;
        }
    }

    private sealed record Choice(IReadOnlyList<string> Erased, double Lost);

    private sealed class Given(Func<string, float> score) : ISaliencyCriterion
    {
        public Tensor Score(StructureStatistics structures) => tensor(structures.Groups.Select(g => score(g.Id)).ToArray());
    }
}
