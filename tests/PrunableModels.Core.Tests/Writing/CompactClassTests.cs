using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class CompactClassTests
{
    [Theory]
    [InlineData("Mlp", Programs.Mlp)]
    [InlineData("Classifier", Programs.Classifier)]
    [InlineData("Concatenation", WriterPrograms.Concatenation)]
    [InlineData("Depthwise", WriterPrograms.Depthwise)]
    [InlineData("List", WriterPrograms.List)]
    [InlineData("Tuples", EdgePrograms.Tuples)]
    [InlineData("InPlace", EdgePrograms.InPlace)]
    [InlineData("Numbers", EdgePrograms.Numbers)]
    [InlineData("Names", EdgePrograms.Names)]
    public void A_class_reads_as_if_written_by_hand(string name, string program) => Snapshot.Check(name, Write(program, name));

    [Fact]
    public void Blocks_that_differ_in_numbers_share_a_class_and_those_with_another_structure_have_their_own() =>
        Snapshot.Check("ResNet", Write(WriterPrograms.ResNet, "ResNet"));

    private static string Write(string program, string name) =>
        CompactClassWriter.Write(Graph(program), new($"{name}Compact", "Compact.Models"));

    private static Graph Graph(string program)
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse(program));
        Assert.Null(result.Problem);
        return Assert.Single(result.Configurations).Groups.Graph;
    }
}
