using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using PrunableModels.Core;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Runs one analyzer, and one code fix where that is asked for, over a source with places marked.</summary>
internal static class Verify
{
    private const string Summary = "PRUNE4001";

    /// <summary>Requires these diagnostics, all of them, with their messages.</summary>
    public static Task Reports<TAnalyzer>(string source, params DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        // What is on every model is tested where it is meant.
        var test = new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> { ReferenceAssemblies = new("net10.0"), TestCode = source, DisabledDiagnostics = { Summary } };
        test.TestState.AdditionalReferences.AddRange(ModelCompilation.References);
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Requires that a code fix makes the second source of the first, also all at once, and that it compiles.</summary>
    public static Task Fixes<TAnalyzer, TFixer>(string before, string after, int? action = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFixer : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFixer, DefaultVerifier>
        {
            ReferenceAssemblies = new("net10.0"),
            TestCode = before,
            FixedCode = after,
            CodeActionIndex = action,
            MarkupOptions = MarkupOptions.UseFirstDescriptor,
            DisabledDiagnostics = { Summary },
        };
        test.TestState.AdditionalReferences.AddRange(ModelCompilation.References);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The groups that a model can prune, over all ways to build it.</summary>
    public static IEnumerable<string> Prunable(string source, string model) =>
        ModelAnalysis.Analyze(ModelCompilation.Of(source).Read(model).Program).Configurations.SelectMany(c => c.Groups.Prunable).Select(g => g.Id).Distinct();
}
