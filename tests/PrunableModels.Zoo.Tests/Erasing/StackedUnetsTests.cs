using PrunableModels.Core;
using PrunableModels.Core.Tests;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Erasing;

/// <summary>The StackedUnets of the zoo are the published ones, and so is what can be erased of them and what is left.</summary>
public sealed class StackedUnetsTests
{
    private static readonly Dictionary<string, string> Operators = new()
    {
        ["conv2d"] = "conv", ["batch_norm2d"] = "batchnorm", ["relu"] = "relu", ["max_pool2d"] = "maxpool", ["interpolate"] = "resize",
        ["add"] = "add", ["adaptive_avg_pool2d"] = "globalaveragepool", ["squeeze"] = "squeeze", ["linear"] = "linear",
    };

    private readonly StackedUnetsReference reference = StackedUnetsReference.Read();

    /// <summary>Small with images of any size, and of their size with small images.</summary>
    public static TheoryData<bool> Sizes() => [false, true];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Operators_and_what_they_read_are_those_of_the_example(bool isFull)
    {
        var numbered = Numbered(isFull);
        Assert.Equal(reference.Data.Select(id => (id, reference.Operators[$"{id}"])), numbered.Select(n => (n.Value, Operators[n.Key.Operator.Name])));
        Assert.Equal(
            reference.Edges.Select(e => (e[0], e[1])).Order(),
            numbered.SelectMany(n => n.Key.Operands.Select(o => o?.Producer).OfType<Node>().Select(source => (numbered[source], n.Value))).Order());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Segments_and_those_that_can_be_erased_are_those_of_the_example(bool isFull)
    {
        var numbered = Numbered(isFull, out var segments);
        Assert.Equal(reference.Segments.Select(Text).Order(), segments.Segments.Select(s => Text(Numbers(s, numbered))).Order());
        Assert.Equal(reference.Erasable.Select(Text).Order(), segments.Erasable.Select(s => Text(Numbers(s, numbered))).Order());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void What_is_left_of_the_set_that_was_erased_is_its_network(bool isFull)
    {
        var numbered = Numbered(isFull, out var segments);
        var erasure = Erasure.Of(segments, Erased(segments, numbered));

        Assert.Null(erasure.Problem);
        Assert.Equal(reference.Subnetwork, erasure.Live.Except(erasure.Spliced).Select(n => numbered[n]));
        Assert.Equal(reference.Spliced, erasure.Spliced.Select(n => numbered[n]));
    }

    /// <summary>In millions, as published.</summary>
    [Fact]
    public void So_are_the_multiply_adds_of_both()
    {
        var numbered = Numbered(isFull: true, out var segments);
        var live = Erasure.Of(segments, Erased(segments, numbered)).Live.ToHashSet();
        var layers = Graph(isFull: true).Nodes.Where(n => n.Operator.Name is "conv2d" or "linear").Select(n => n.Id);
        var counts = layers.Zip(MacCount.Factors(Graph(isFull: true)), (id, axes) => (Id: id, Macs: axes.Aggregate(1L, (count, axis) => count * axis.Extent) / 1e6)).ToList();

        Assert.Equal(184, counts.Sum(c => c.Macs), 0.5);
        Assert.Equal(115, counts.Where(c => live.Any(n => n.Id == c.Id)).Sum(c => c.Macs), 0.5);
    }

    private static string Text(IEnumerable<int> numbers) => string.Join(" ", numbers);

    private static IEnumerable<int> Numbers(Segment segment, IReadOnlyDictionary<Node, int> numbered) => segment.Nodes.Select(n => numbered[n]);

    private static Graph Graph(bool isFull)
    {
        var model = Models.Find("stacked u-nets");
        using var instance = isFull ? model.CreateFull!() : model.Create(ScalarType.Float32);
        return isFull ? instance.Pruning.Execute([[1, 3, 32, 32]]).Graph : instance.Pruning.Linked.Groups.Graph;
    }

    private IEnumerable<Segment> Erased(SegmentGraph segments, IReadOnlyDictionary<Node, int> numbered) =>
        segments.Erasable.Where(s => reference.Erased.Any(e => e.SequenceEqual(Numbers(s, numbered))));

    private Dictionary<Node, int> Numbered(bool isFull) => Numbered(isFull, out _);

    /// <summary>The example's numbers: both are in the order of execution.</summary>
    private Dictionary<Node, int> Numbered(bool isFull, out SegmentGraph segments)
    {
        segments = SegmentGraph.Of(Graph(isFull));
        return segments.Segments.SelectMany(s => s.Nodes).OrderBy(n => n.Id).Zip(reference.Data).ToDictionary(n => n.First, n => n.Second);
    }
}
