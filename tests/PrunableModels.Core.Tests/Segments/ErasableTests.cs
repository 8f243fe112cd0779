using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Which segments can be erased, each for itself, and what keeps the others.</summary>
public sealed class ErasableTests
{
    [Theory]
    [InlineData("a sum", "return call this.head(x + (call this.b(call this.a(x))))")]
    [InlineData("what is subtracted", "return call this.head(x - (call this.b(call this.a(x))))")]
    [InlineData("a concatenation", "return call this.wide(torch.cat([x, call this.b(call this.a(x))], dim: 1))")]
    [InlineData("a norm with scale and shift", "return call this.head(x + (call this.norm(call this.a(x))))")]
    [InlineData("functions that leave zero what it is", "return call this.head(x + functional.max_pool2d(functional.relu(torch.tanh(call this.a(x))), kernel_size: 3, stride: 1, padding: 1))")]
    [InlineData("parameters that are turned first", "return call this.head(x + torch.matmul(call this.a(x), Tensor.transpose(this.table, dim0: 1, dim1: 2)))")]
    [InlineData("two sums", "y = call this.a(x)\nreturn call this.head((call this.c(x + y)) + y)")]
    public void A_segment_with_parameters_whose_readers_do_without_it_can_go(string what, string body)
    {
        Assert.Contains(Segments(body).Erasable, s => s.Parameters[0].Path == "a.weight");
        Assert.NotEmpty(what);
    }

    [Theory]
    [InlineData("a joint that multiplies", "return call this.head(x * (call this.a(x)))", KeptKind.Mixed, "mul cannot do without it: sums and concatenations can")]
    [InlineData("a gate", "y = call this.a(x)\nreturn call this.head(x + (y * torch.sigmoid(y)))", KeptKind.Mixed, "torch.sigmoid reads it and is no joint")]
    [InlineData("what something is subtracted from", "return call this.head((call this.a(x)) - x)", KeptKind.Mixed, "sub subtracts from it")]
    [InlineData("a sum that weighs its operands", "return call this.head(torch.add(x, call this.a(x), alpha: 2))", KeptKind.Mixed, "cannot do without it")]
    [InlineData("a sigmoid after the last affine operator", "return call this.head(x + torch.sigmoid(call this.a(x)))", KeptKind.NotZero, "sigmoid gives the constant 0.5 where its segment is erased")]
    [InlineData("a norm without scale and shift", "return call this.head(x + (call this.plain(call this.a(x))))", KeptKind.NotZero, "plain (BatchNorm2d) gives")]
    [InlineData("a number that is added", "return call this.head(x + ((call this.a(x)) + 1))", KeptKind.NotZero, "gives the constant 1")]
    [InlineData("an output of the model", "y = call this.a(x)\nreturn tuple(y, call this.head(x + y))", KeptKind.ModelOutput, "a (Conv2d) gives an output of the model")]
    [InlineData("a reader that is no joint", "y = call this.a(x)\nreturn call this.head((call this.c(y)) + (x + y))", KeptKind.Mixed, "c (Conv2d) reads it and is no joint")]
    [InlineData("weights that are used again", "return call this.head((call this.a(x)) + (call this.a(functional.relu(x))))", KeptKind.Mixed, "a.weight is also used elsewhere")]
    [InlineData("an operator that nobody knows", "return call this.head(x + torch.mystery(call this.a(x)))", KeptKind.UnknownOperation, "torch.mystery")]
    [InlineData("what its author keeps", "return call this.head(x + (call this.dense(x)))", KeptKind.KeepDense, "its author keeps it dense: it is small")]
    [InlineData("no parameters", "return call this.head(x + functional.relu(x))", KeptKind.NotZero, "relu has no parameters that could become zero")]
    public void Others_are_kept_and_it_is_said_why(string what, string body, KeptKind kind, string message)
    {
        Assert.Contains(Segments(body).Segments, s => s.Kept is { } kept && kept.Kind == kind && kept.Message.Contains(message, StringComparison.Ordinal));
        Assert.DoesNotContain(Segments(body).Erasable, s => s.Parameters[0].Path is "a.weight" or "dense.weight");
        Assert.NotEmpty(what);
    }

    [Theory]
    [InlineData("a module", "return call this.head(x + (call this.pool(x)))", "pool")]
    [InlineData("one of a list", "return call this.head(x + (call this.parts[1](x)))", "parts.1")]
    [InlineData("what comes before it", "return call this.head(x + (call this.pool(torch.sigmoid(x))))", "pool")]
    public void What_its_author_offers_needs_no_parameters(string what, string body, string id)
    {
        Assert.Equal(id, Assert.Single(Segments(body).Erasable).Id);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void Behind_what_its_author_offers_zero_has_to_stay_zero() =>
        Assert.Contains(Segments("return call this.head(x + torch.sigmoid(call this.pool(x)))").Segments, s => s.Kept is { Kind: KeptKind.NotZero } kept && kept.Message.Contains("sigmoid gives", StringComparison.Ordinal));

    [Fact]
    public void What_reaches_no_output_and_what_is_computed_from_parameters_alone_is_no_part_of_a_segment()
    {
        var graph = Segments("z = call this.c(x)\np = torch.exp(this.table)\nreturn call this.head(functional.relu(x + p))");
        Assert.Equal(["add", "functional.relu", "head (Conv2d)"], Assert.Single(graph.Segments).Nodes.Select(n => n.ToString()));
    }

    internal static SegmentGraph Segments(string body)
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse(Program(body)));
        Assert.Null(result.Problem);
        return SegmentGraph.Of(Assert.Single(result.Configurations).Groups.Graph);
    }

    /// <summary>A model of which every layer leaves the shape what it is, but for the narrow one and the head.</summary>
    internal static string Program(string body) => $$"""
        class M {
          field Module "a" = new Conv2d(4, 4, 1)
          field Module "b" = new Conv2d(4, 4, 1)
          field Module "c" = new Conv2d(4, 4, 1)
          field Module "dense" keep "it is small" = new Conv2d(4, 4, 1)
          field Module "norm" = new BatchNorm2d(4)
          field Module "plain" = new BatchNorm2d(4, affine: false)
          field Module "pool" erasable = new MaxPool2d(3, stride: 1, padding: 1)
          field Module "parts" erasable = new ModuleList(new Identity(), new ReLU())
          field Module "narrow" = new Conv2d(4, 1, 1)
          field Module "wide" = new Conv2d(8, 4, 1)
          field Module "head" = new Conv2d(4, 2, 1)
          field Tensor "table" = nn.Parameter(torch.zeros([4, 8, 8]))
          method forward(x) {
            {{body.Replace("\n", "\n    ", StringComparison.Ordinal)}}
          }
        }
        """;
}
