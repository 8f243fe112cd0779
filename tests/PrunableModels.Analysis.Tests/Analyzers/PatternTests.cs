using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>What a model can do that keeps channels, each with its cause, and sizes that do not fit, with both sides at the place.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("x = {|#0:functional.softmax(a.call(x), 1)|}; x = b.call(x);", "functional.softmax combines its positions", "a.weight:0")]
    [InlineData("x = {|#0:a.call(x).cumsum(1)|}; x = b.call(x);", "Tensor.cumsum combines its positions", "a.weight:0")]
    [InlineData("x = {|#0:functional.layer_norm(a.call(x).permute(0, 2, 3, 1), new long[] { 8 })|}.permute(0, 3, 1, 2); x = b.call(x);", "functional.layer_norm divides by the number of its positions", "a.weight:0")]
    public Task Channels_that_are_combined(string body, string cause, string group) => Reports(body, PruneDescriptors.CannotBeRemoved, cause, group);

    [Theory]
    [InlineData("x = a.call(x) + 1; x = {|#0:b.call(x)|};", "b (Conv2d) would read the constant 1 where a structure is removed", "a.weight:0")]
    [InlineData("x = torch.sigmoid(a.call(x)); x = {|#0:b.call(x)|};", "b (Conv2d) would read the constant 0.5 where a structure is removed", "a.weight:0")]
    public Task A_constant_that_reaches_a_layer_that_pads(string body, string cause, string group) => Reports(body, PruneDescriptors.NotZero, cause, group);

    [Theory]
    [InlineData("x = a.call(x) * torch.sigmoid(a.call(x)); x = b.call(x);")]
    [InlineData("var y = a.call(x); x = b.call(functional.softmax(y.flatten(2), 2).view_as(y) * y);")]
    public Task A_partner_that_is_zero_or_places_that_are_combined(string body) => Verify.Reports<DataFlowAnalyzer>(Net(body));

    [Fact]
    public Task A_LayerNorm_that_is_held_as_one() => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward("x = b.call({|#0:norm.call(a.call(x).permute(0, 2, 3, 1))|}.permute(0, 3, 1, 2)); return head.call(pool.call(x).flatten(1));", "private readonly LayerNorm norm = LayerNorm(8);"),
        new DiagnosticResult(PruneDescriptors.HeldNorm).WithLocation(0)
            .WithArguments("M.forward", "norm (LayerNorm) divides by the number of its positions, and is held as a LayerNorm, which cannot keep the original number: declare it as Module<Tensor, Tensor>", "a.weight:0"));

    [Fact]
    public Task A_branch_on_data() => Reports("x = a.call(x); if ({|#0:x.mean().item<float>() > 0|}) { x = functional.relu(x); } x = b.call(x);", PruneDescriptors.DataBranch, "the number in value 3 > 0.0", null);

    [Theory]
    [InlineData("x = a.call(x); if (x.shape[0] > 1) { x = functional.relu(x); } x = b.call(x);")]
    [InlineData("x = a.call(x); x = torch.where(x > 0, x, x * 0.1); x = b.call(x);")]
    public Task No_branch_on_data(string body) => Verify.Reports<DataFlowAnalyzer>(Net(body));

    [Fact]
    public Task A_shape_that_depends_on_data() => Reports(
        "x = a.call(x); x = b.call({|#0:x.reshape(x.shape[0], x.sum().item<long>(), 4, 4)|});", PruneDescriptors.UnknownOperation, "Tensor.reshape is given a shape that depends on data", "a.weight:0");

    [Fact]
    public Task A_store_at_positions_of_data() => Reports(
        "x = a.call(x); var m = x > 0; {|#0:x[m]|} = zeros(1); x = b.call(x);", PruneDescriptors.UnknownOperation, "an indexed store is not a known operation", "a.weight:0");

    [Theory]
    [InlineData("a.weight.view(-1)")]
    [InlineData("a.weight.mean()")]
    public Task A_weight_that_is_read_directly(string read) => Reports(
        $"var w = {read}; x = b.call({{|#0:a.call(x)|}}) * w.sum();", PruneDescriptors.CannotBeRemoved, "a (Conv2d) combines its positions", "a.weight:2, a.weight:3");

    [Fact]
    public Task Sizes_that_the_model_is_built_with() => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + """
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear q, last;
            private readonly long heads, headWidth;

            public Net(long width, long heads, long headWidth) : base("Net")
            {
                (this.heads, this.headWidth) = (heads, headWidth);
                q = Linear(4, width);
                last = Linear(headWidth, 2);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => last.call({|#0:q.call(x).view(x.shape[0], x.shape[1], heads, headWidth)|}.mean(new long[] { 2 }));
        }
        """,
        new DiagnosticResult(PruneDescriptors.Undecided).WithLocation(0).WithArguments("Net.forward", "the shape of Tensor.view does not follow the axes [x.shape[^3], x.shape[^2], q.weight:0]", "q.weight:0"));

    [Theory]
    [InlineData("Conv2d c = Conv2d(16, 8, 3)", "x = {|#0:c.call(a.call(x))|};", "8 and 16 have to be equal")]
    [InlineData("BatchNorm2d c = BatchNorm2d(16)", "x = {|#0:c.call(a.call(x))|};", "8 and 16 have to be equal")]
    [InlineData("Conv2d c = Conv2d(3, 16, 3, padding: 1)", "x = {|#0:a.call(x) + c.call(x)|}; x = x.mean(new long[] { 1 }, true).expand(-1, 8, -1, -1);", "8 and 16 have to be equal")]
    [InlineData("Conv2d c = Conv2d(3, 16, 3, padding: 1)", "x = {|#0:b.call(cat(new[] { a.call(x), c.call(x) }, 1))|};", "24 and 8 have to be equal")]
    [InlineData("Linear c = Linear(64, 8)", "x = {|#0:c.call(pool.call(a.call(x)).flatten(1))|}.unsqueeze(2).unsqueeze(2);", "8 and 64 have to be equal")]
    public Task Both_sides_of_sizes_that_do_not_fit(string layer, string body, string message) => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward($"_ = b; {body} return head.call(pool.call(x).flatten(1));", $"private readonly {layer};"),
        new DiagnosticResult(PruneDescriptors.ShapeMismatch).WithLocation(0).WithArguments("M.forward", message));

    private static string Net(string body) => Models.WithForward($"{body} return head.call(pool.call(x).flatten(1));");

    private static Task Reports(string body, DiagnosticDescriptor descriptor, string cause, string? group) => Verify.Reports<DataFlowAnalyzer>(
        Net(body), new DiagnosticResult(descriptor).WithLocation(0).WithArguments(group is null ? ["M.forward", cause] : ["M.forward", cause, group]));
}
