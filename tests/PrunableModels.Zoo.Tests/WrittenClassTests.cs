using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Core;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>The compact model as a class: it compiles and computes the same, or says why it cannot be written.</summary>
public sealed class WrittenClassTests
{
    // What forward computes from sizes or takes from tensors as arguments is no literal, and one native layer does not tell its settings.
    private static readonly HashSet<string> Refused =
        ["DDPM U-Net", "YOLOv8-n", "SAM encoder", "phi", "phi lora", "whisper", "swin", "gpt", "transformer classifier"];

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => !Path.GetFileName(p).StartsWith("PrunableModels", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p))];

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_written_class_computes_what_the_compact_model_does(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        manual_seed(1);
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        ZooCheck.Scramble(instance.Module);
        instance.Module.eval();
        instance.Compact(Masks.Random(instance.Pruning, 0.5, 1));
        if (Refused.Contains(name))
        {
            Assert.Throws<CompactClassException>(() => instance.ToClass("Standalone"));
            return;
        }

        var expected = instance.Run();
        using var standalone = Compile(instance.ToClass("Standalone"));
        standalone.load_state_dict(instance.Module.state_dict(), strict: false);
        standalone.eval();
        var actual = Run(standalone, instance.Inputs);
        var largest = expected.Max(t => t.abs().max().item<float>());
        Assert.InRange(expected.Zip(actual).Max(p => (p.First - p.Second).abs().max().item<float>()) / largest, 0, 1e-5);
    }

    private static nn.Module Compile(string source)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create($"Standalone{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(source)], References, options);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + source);
        return (nn.Module)Activator.CreateInstance(Assembly.Load(stream.ToArray()).GetType("Standalone")!)!;
    }

    private static IReadOnlyList<Tensor> Run(nn.Module model, IReadOnlyList<Tensor> inputs)
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
