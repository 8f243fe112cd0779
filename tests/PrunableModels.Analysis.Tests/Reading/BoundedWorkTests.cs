using System.Diagnostics;
using PrunableModels.Core;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Programs that never end, or whose numbers no computer holds: reading them ends soon, and says what is wrong.</summary>
public sealed class BoundedWorkTests
{
    // The work is bounded by steps; this only has to tell them from minutes.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("for (; ; ) x = a.call(x); return x;", "the program does not end within the steps allowed")]
    [InlineData("var all = x; for (; ; ) { all = cat(new[] { all, a.call(x) }, 1); x = all + 1; } return x;", "the program does not end within the steps allowed")]
    [InlineData("for (var i = 0; ; i++) { _ = i < count; } return x;", "depends on more than 256 conditions that are not known")]
    [InlineData("while (true) { x = forward(x); } return x;", "M.forward calls itself and does not end")]
    [InlineData("long n = 3; while (true) n *= n; return x.view(n, -1);", "overflow")]
    public void What_does_not_end(string forward, string problem)
    {
        var watch = Stopwatch.StartNew();
        Assert.Contains(problem, Analyze(forward).Problem, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
    }

    [Theory]
    [InlineData("return x.transpose(1, 7);")]
    [InlineData("var y = x.view(2, 4); return y.transpose(-9, 0);")]
    [InlineData("return a.call(x).view(long.MaxValue, long.MaxValue);")]
    [InlineData("Missing<,Tensor> y = null; return a.call(x);")]
    public void What_cannot_run(string forward) => Assert.NotNull(Analyze(forward));

    [Fact]
    public void A_field_of_a_type_that_is_not_written_yet() => Assert.NotNull(ModelAnalysis.Analyze(ModelCompilation.Of(ModelCompilation.Usings + """
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear a = Linear(4, 8);
            private readonly List<> names = new();
            public M() : base("M") => RegisterComponents();
            public override Tensor forward(Tensor x) => a.call(x);
        }
        """).Read("M").Program));

    private static AnalysisResult Analyze(string forward) => ModelAnalysis.Analyze(ModelCompilation.Of(ModelCompilation.Usings + $$"""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Conv2d a = Conv2d(4, 4, 1);
            private readonly int count;
            public M(int count) : base("M") { this.count = count; RegisterComponents(); }
            public override Tensor forward(Tensor x) { {{forward}} }
        }
        """).Read("M").Program);
}
