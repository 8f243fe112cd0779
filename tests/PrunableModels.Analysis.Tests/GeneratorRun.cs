using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>
/// Runs the generator as every test of it does: twice, the second time after an edit that has nothing to do with models, and
/// requires that the second run does nothing and that no step holds on to the compilation.
/// </summary>
internal static class GeneratorRun
{
    private static readonly string[] Steps = [PrunableGenerator.ReadStep, PrunableGenerator.EmitStep];

    /// <summary>The generated files by name; the models and what is generated have to compile.</summary>
    public static IReadOnlyDictionary<string, string> Of(CSharpCompilation compilation)
    {
        var unrelated = CSharpSyntaxTree.ParseText("class Unrelated { int a; }", (CSharpParseOptions)compilation.SyntaxTrees[0].Options, "Unrelated.cs");
        var first = compilation.AddSyntaxTrees(unrelated);
        var driver = ModelCompilation.Driver().RunGeneratorsAndUpdateCompilation(first, out var generated, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        Assert.Empty(generated.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id is not ("CS0649" or "CS0169" or "CS0414" or "CS8618")));

        var edited = first.ReplaceSyntaxTree(unrelated, unrelated.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From("class Unrelated { int a, b; void M() { } }")));
        var second = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult();
        AssertNothingDone(second.Results[0]);
        AssertNothingHeld(second.Results[0]);
        return second.Results[0].GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());
    }

    /// <summary>The reasons of a step in a second run over an edited compilation.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> Reasons(CSharpCompilation before, CSharpCompilation after, string step)
    {
        var driver = ModelCompilation.Driver().RunGenerators(before, TestContext.Current.CancellationToken);
        var result = driver.RunGenerators(after, TestContext.Current.CancellationToken).GetRunResult().Results[0];
        return [.. result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason)];
    }

    private static void AssertNothingDone(GeneratorRunResult result)
    {
        var runs = Steps.Where(result.TrackedSteps.ContainsKey).SelectMany(s => result.TrackedSteps[s]).Concat(result.TrackedOutputSteps.SelectMany(s => s.Value));
        Assert.All(runs.SelectMany(r => r.Outputs), o => Assert.Contains(o.Reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
    }

    private static void AssertNothingHeld(GeneratorRunResult result)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var output in Steps.Where(result.TrackedSteps.ContainsKey).SelectMany(s => result.TrackedSteps[s]).SelectMany(r => r.Outputs))
        {
            Walk(output.Value);
        }

        void Walk(object? value)
        {
            if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            {
                return;
            }

            Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or Diagnostic or IOperation, $"a step holds a {value.GetType()}");
            foreach (var item in value as IEnumerable ?? Array.Empty<object>())
            {
                Walk(item);
            }

            for (var type = value.GetType(); type is not null; type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    Walk(field.GetValue(value));
                }
            }
        }
    }
}
