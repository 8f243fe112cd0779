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
    [InlineData("Extents", EdgePrograms.Extents)]
    [InlineData("Skips", EdgePrograms.Skips)]
    public void A_class_reads_as_if_written_by_hand(string name, string program) => Snapshot.Check(name, Write(program, name));

    [Fact]
    public void Blocks_that_differ_in_numbers_share_a_class_and_those_with_another_structure_have_their_own() =>
        Snapshot.Check("ResNet", Write(WriterPrograms.ResNet, "ResNet"));

    [Fact]
    public void Deep_expressions_are_broken_and_steps_keep_their_order()
    {
        var written = Write(Model("""
            field Module "a" = new Linear(4, 4)
              field Module "b" = new Linear(4, 4)
              method forward(x) {
                return (torch.exp(torch.tanh(call this.a(torch.sigmoid(x))))) - (functional.relu(call this.b(x)))
              }
            """), "M");
        Assert.Contains("""
                    var y = torch.tanh(a.call(torch.sigmoid(x)));
                    return torch.exp(y) - functional.relu(b.call(x));
            """, written, StringComparison.Ordinal);
    }

    [Fact]
    public void Temporaries_are_freed_where_the_source_frees_them()
    {
        var written = Write(Model("""
            field Module "a" = new Linear(4, 4)
              field Module "child" = new Child()
              method forward(x) {
                x = call this.child(call this.a(x))
                return Tensor.MoveToOuterDisposeScope(x)
              }
            }
            class Child {
              field Module "b" = new Linear(4, 4)
              method forward(x) {
                x = Tensor.MoveToOuterDisposeScope(call this.b(x))
                return torch.exp(x)
              }
            """), "M");
        Assert.Contains("""
                    using var scope = NewDisposeScope();
                    x = child.call(a.call(x));
                    return x.MoveToOuterDisposeScope();
            """, written, StringComparison.Ordinal);
        Assert.Contains("return torch.exp(b.call(x));", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_and_buffers_of_a_class_are_its_members()
    {
        var program = ModelProgram.Parse(Model("""
            method forward(x) {
                return (x * this.scale) - this.offset
              }
            """));
        var model = new ModuleFake("M", new TensorSlot("scale", [8, 1], IsBuffer: false), new TensorSlot("offset", [8, 1], IsBuffer: true));
        var written = CompactClassWriter.Write(ModelAnalysis.Link(program, model).Graph, new("Compact"));
        Assert.Contains("private readonly Parameter scale;", written, StringComparison.Ordinal);
        Assert.Contains("private readonly Tensor offset;", written, StringComparison.Ordinal);
        Assert.Contains("scale = Parameter(zeros(8, 1));", written, StringComparison.Ordinal);
        Assert.Contains("offset = zeros(8, 1);", written, StringComparison.Ordinal);
        Assert.Contains("return x * scale - offset;", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_keep_their_registered_names_also_where_those_are_none_of_CSharp()
    {
        Assert.Equal("private Linear Inner { get; }", new MemberName("<Inner>k__BackingField").Declare("Linear"));
        Assert.Equal("[TorchSharp.Utils.ComponentName(Name = \"my-layer\")] private readonly Linear myLayer;", new MemberName("my-layer").Declare("Linear"));
        Assert.Equal("private readonly Linear @params;", new MemberName("params").Declare("Linear"));
    }

    [Fact]
    public void A_block_that_returns_what_it_was_given_beside_what_it_makes_returns_what_it_makes()
    {
        var written = Write(Model("""
            field Module "a" = new Linear(4, 4)
              field Module "child" = new Child()
              method forward(x) {
                tuple(y, z) = call this.child(x)
                return y + z
              }
            }
            class Child {
              field Module "b" = new Linear(4, 4)
              method forward(x) {
                return tuple(x, call this.b(x))
              }
            """), "M");
        Assert.Contains("return x + z;", written, StringComparison.Ordinal);
        Assert.Contains("class Child : Module<Tensor, Tensor>", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_modules_that_take_different_numbers_of_tensors_holds_modules_and_each_is_cast()
    {
        var written = Write(Model("""
            field Module "steps" = new ModuleList(new Linear(4, 4), new Both(), new ModuleList(new Linear(4, 4)))
              method forward(x) {
                y = call this.steps[0](x)
                return call this.steps[2][0](call this.steps[1](x, y))
              }
            }
            class Both {
              field Module "fc" = new Linear(4, 4)
              method forward(x, y) {
                return call this.fc(x + y)
              }
            """), "M");
        Assert.Contains("private readonly ModuleList<Module> steps;", written, StringComparison.Ordinal);
        Assert.Contains("var y = ((Linear)steps[0]).call(x);", written, StringComparison.Ordinal);
        Assert.Contains("return ((ModuleList<Linear>)steps[2])[0].call(((Both)steps[1]).call(x, y));", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("an operator without a signature", "return torch.mystery(call this.a(x))", "torch.mystery", "M.forward: torch.mystery")]
    [InlineData("an argument that is no literal", "return functional.dropout(call this.a(x), p: this.rate)", "its argument p is M.rate", "M.forward: functional.dropout")]
    [InlineData("a module in a plain list", "return call this.list[0](x)", "Linear cannot be written: it is not registered (M.forward", "ModuleList")]
    [InlineData("the insides of another module", "return call this.child.inner(x)", "child.inner is called from outside", "Call child as a whole")]
    [InlineData("a width that is no number", "return call this.wide(x)", "wide (Linear) cannot be written: its outputSize is width", "Link the program to the live model")]
    [InlineData("more inputs than a module takes", "return call this.many(x, [x * 1, x * 2, x * 3, x * 4, x * 5, x * 6])", "many takes 7 tensors", "torch.cat")]
    [InlineData("what is left inside of a Sequential", "list = [x]\ny = call this.around(list)\nreturn y + list[1]", "across around", "Return it from there")]
    [InlineData("no tensor", "return null", "forward of M returns no tensor", "Return")]
    public void What_cannot_be_written_is_said(string what, string body, string message, string advice)
    {
        var program = Model($$"""
            field Module "a" = new Linear(4, 4)
              field Module "wide"
              field Module "child" = new Child()
              field Module "many" = new Many()
              field Module "around" = new Sequential(new Leaving())
              field Other "list"
              field Scalar "rate"
              constructor(width) {
                this.wide = new Linear(4, width)
                this.list = [new Linear(4, 4)]
              }
              method forward(x) {
                {{body}}
              }
            }
            class Child {
              field Module "inner" = new Linear(4, 4)
              method forward(x) {
                return call this.inner(x)
              }
            }
            class Leaving {
              method forward(list) {
                do List.Add(list, torch.exp(list[0]))
                return torch.sin(list[0])
              }
            }
            class Many {
              field Module "inner" = new Linear(4, 4)
              method forward(x, others) {
                return call this.inner(x + others[0] + others[1] + others[2] + others[3] + others[4] + others[5])
              }
            """);
        var exception = Assert.Throws<CompactClassException>(() => Write(program, "M"));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void A_name_that_is_none_of_CSharp_is_refused()
    {
        var graph = Graph(Programs.Mlp);
        Assert.Throws<ArgumentException>(() => CompactClassWriter.Write(graph, new("My-Model")));
        Assert.Throws<ArgumentException>(() => CompactClassWriter.Write(graph, new("Model", "A.1B")));
        Assert.DoesNotContain("namespace", CompactClassWriter.Write(graph, new("Model")), StringComparison.Ordinal);
    }

    private static string Model(string members) => $"class M {{\n  {members}\n}}";

    private static string Write(string program, string name) =>
        CompactClassWriter.Write(Graph(program), new($"{name}Compact", "Compact.Models"));

    private static Graph Graph(string program)
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse(program));
        Assert.Null(result.Problem);
        return Assert.Single(result.Configurations).Groups.Graph;
    }
}
