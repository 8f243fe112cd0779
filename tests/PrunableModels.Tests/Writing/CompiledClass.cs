using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels.Tests;

/// <summary>Writes the compact class of a program, compiles it as strictly as a user may, and makes an instance.</summary>
internal static class CompiledClass
{
    private const string Namespace = "Compact.Models";
    private const string ClassName = "Model";

    // Bound to its references once; what is made from it has them, and all that was read of them.
    private static readonly CSharpCompilation Bound = CSharpCompilation.Create(
        "Compact",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p)),
        options: new(
            OutputKind.DynamicallyLinkedLibrary,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable,
            specificDiagnosticOptions: [new("CS1702", ReportDiagnostic.Suppress), new("CS1701", ReportDiagnostic.Suppress)]));

    public static string Write(string program)
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse(program));
        Xunit.Assert.Null(result.Problem);
        var configuration = Xunit.Assert.Single(result.Configurations);
        return CompactClassWriter.Write(configuration.Groups.Graph, new(ClassName, Namespace));
    }

    public static torch.nn.Module Instance(string program)
    {
        var type = Compile(Write(program)).GetType($"{Namespace}.{ClassName}")!;
        return (torch.nn.Module)Activator.CreateInstance(type)!;
    }

    public static Assembly Compile(string source)
    {
        _ = Bound.Assembly;
        var compilation = Bound.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);

        // Usings that nothing needs are reported, too, though hidden.
        var problems = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error || d.Id == "CS8019").Select(d => d.ToString());
        Xunit.Assert.True(result.Success && !problems.Any(), string.Join("\n", problems) + "\n" + source);
        return Assembly.Load(stream.ToArray());
    }
}
