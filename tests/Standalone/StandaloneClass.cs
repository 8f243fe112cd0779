using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Standalone;

/// <summary>A compact model's class, compiled where there is nothing of ours.</summary>
internal static class StandaloneClass
{
    /// <summary>The name that the class has to have.</summary>
    public const string Name = "Standalone";

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => !Path.GetFileName(p).StartsWith("PrunableModels", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p))];

    // Bound to its references once; what is made from it has them, and all that was read of them.
    private static readonly CSharpCompilation Bound =
        CSharpCompilation.Create(Name, references: References, options: new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>An instance of the class.</summary>
    /// <exception cref="InvalidOperationException">It does not compile; the message has the errors and the source.</exception>
    public static nn.Module Create(string source)
    {
        _ = Bound.Assembly;
        var compilation = Bound.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        return result.Success
            ? (nn.Module)Activator.CreateInstance(Assembly.Load(stream.ToArray()).GetType(Name)!)!
            : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + source);
    }

    /// <summary>What it computes of the inputs that its forward takes.</summary>
    public static IReadOnlyList<Tensor> Run(nn.Module model, IReadOnlyList<Tensor> inputs)
    {
        var forward = model.GetType().GetMethod("forward")!;
        return forward.Invoke(model, [.. inputs.Take(forward.GetParameters().Length)]) switch
        {
            Tensor one => [one],
            IEnumerable<Tensor> list => [.. list],
            ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i]).OfType<Tensor>()],
            var other => throw new InvalidOperationException($"The class returns a {other?.GetType().Name}."),
        };
    }
}
