using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Segments, what of them can be erased, and what is left, against the published example.</summary>
public sealed class StackedUnetsTests
{
    private readonly StackedUnetsReference reference = StackedUnetsReference.Read();
    private readonly SegmentGraph graph;

    public StackedUnetsTests()
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse(reference.Program()));
        Assert.Null(result.Problem);
        graph = SegmentGraph.Of(Assert.Single(result.Configurations).Groups.Graph);
    }

    [Fact]
    public void Segments_are_those_of_the_example() =>
        Assert.Equal(reference.Segments.Select(Text).Order(), graph.Segments.Select(Numbers).Order());

    [Fact]
    public void So_are_those_that_can_be_erased() =>
        Assert.Equal(reference.Erasable.Select(Text).Order(), graph.Erasable.Select(Numbers).Order());

    [Fact]
    public void What_is_left_of_the_set_that_was_erased_is_its_network()
    {
        var erasure = Erasure.Of(graph, graph.Erasable.Where(s => reference.Erased.Any(e => Text(e) == Numbers(s))));
        Assert.Equal(4, erasure.Erased.Count);
        Assert.Null(erasure.Problem);
        Assert.Equal(reference.Subnetwork.Order(), erasure.Live.Except(erasure.Spliced).Select(Number).Order());
        Assert.Equal(reference.Spliced.Order(), erasure.Spliced.Select(Number).Order());
    }

    private static string Text(IEnumerable<int> numbers) => string.Join(" ", numbers);

    private string Numbers(Segment segment) => Text(segment.Nodes.Select(Number));

    private int Number(Node node) => reference.Data[node.Id];
}
