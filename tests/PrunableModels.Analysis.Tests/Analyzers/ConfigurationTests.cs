using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Diagnostics are configured and silenced as any others, and what is kept on purpose is no news.</summary>
public sealed class ConfigurationTests
{
    private static readonly string Viewed = Models.WithForward("x = pool.call(b.call(a.call(x))); return head.call({|#0:x.view(-1, 8)|});");

    [Theory]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("none", null)]
    public async Task A_severity_is_set_in_an_editorconfig(string severity, DiagnosticSeverity? expected)
    {
        var compilation = ModelCompilation.OfFiles([new("/Model.cs", Viewed.Replace("{|#0:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal))]);
        var options = new Configured(AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse($"root = true\n[*.cs]\ndotnet_diagnostic.PRUNE2002.severity = {severity}\n", "/.editorconfig") }));
        var found = await compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(options)).WithAnalyzers([new DataFlowAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, found.SingleOrDefault(d => d.Id == "PRUNE2002")?.Severity);
    }

    [Fact]
    public Task A_place_is_silenced() => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward("x = pool.call(b.call(a.call(x)));\n#pragma warning disable PRUNE2002\n return head.call(x.view(-1, 8));\n#pragma warning restore PRUNE2002\n"));

    [Theory]
    [InlineData("Conv2d c = Conv2d(8, 8, 3, padding: 1);")]
    [InlineData("Sequential c = Sequential(Conv2d(8, 8, 3, padding: 1), ReLU());")]
    [InlineData("Block c = new(); private sealed class Block : Module<Tensor, Tensor> { private readonly Conv2d conv = Conv2d(8, 8, 1); public Block() : base(\"Block\") => RegisterComponents(); public override Tensor forward(Tensor x) => conv.call(x).relu(); }")]
    public async Task What_is_kept_on_purpose_is_silent(string field)
    {
        static string Of(string attribute, string field) => Models.WithForward(
            $"x = pool.call(c.call(b.call(a.call(x)))); return head.call({(attribute.Length == 0 ? "{|#0:x.view(-1, 8)|}" : "x.view(-1, 8)")});", $"{attribute} private readonly {field}");
        await Verify.Reports<DataFlowAnalyzer>(Of("[KeepDense(\"all of them\")]", field));
        await Verify.Reports<DataFlowAnalyzer>(
            Of("", field),
            new DiagnosticResult(PruneDescriptors.HardCodedSize).WithLocation(0).WithArguments("M.forward", "Tensor.view writes its size down as 8", field.StartsWith("Seq", StringComparison.Ordinal) ? "c.0.weight:0" : field.StartsWith("Block", StringComparison.Ordinal) ? "c.conv.weight:0" : "c.weight:0"));
    }

    [Theory]
    [InlineData("ModuleList<Conv2d> c = ModuleList(Conv2d(8, 8, 1));", "c[0].call(a.call(x))")]
    public Task Of_a_list_each_module_is_meant(string field, string call) => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward($"x = pool.call({call}); x = x.view(-1, 8); return head.call(b.call(x.unsqueeze(2).unsqueeze(2)).flatten(1));", $"[KeepDense(\"all of them\")] private readonly {field}"));

    [Theory]
    [InlineData("{|#0:KeepDense|}", "long[] widths = [8];", "long[]")]
    [InlineData("{|#0:KeepDense(\"no\")|}", "Tensor widths = zeros(8);", "Tensor")]
    [InlineData("{|#0:KeepDense|}", "List<Linear> widths = [];", "List<Linear>")]
    public Task On_what_is_no_module_it_keeps_nothing(string attribute, string field, string type) => Verify.Reports<KeepDenseAnalyzer>(
        ModelCompilation.Usings + $"public class Holder {{ [{attribute}] private readonly {field} [KeepDense] private readonly ModuleList<Linear> layers = new(); }}",
        new DiagnosticResult(PruneDescriptors.KeepsNothing).WithLocation(0).WithArguments("widths", type));

    [Fact]
    public async Task What_can_be_pruned_stands_on_the_name_of_the_model()
    {
        var found = await ModelCompilation.Of(Models.Classifier).WithAnalyzers([new DataFlowAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        var summary = Assert.Single(found);
        Assert.Equal(("PRUNE4001", DiagnosticSeverity.Info), (summary.Id, summary.Severity));
        Assert.Equal("'Classifier': 1 of 2 groups can be pruned, 64 channels: 100% of the parameters become fewer with them; kept: 1 at an output", summary.GetMessage(null));
        Assert.Equal("Classifier", summary.Location.SourceTree!.ToString().Substring(summary.Location.SourceSpan.Start, summary.Location.SourceSpan.Length));
    }

    private sealed class Configured(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
