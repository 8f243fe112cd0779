using System.Text.RegularExpressions;

namespace PrunableModels.Package.Tests;

/// <summary>The program that README.md shows first: a reader will paste it into a new project, and so do the tests.</summary>
internal static partial class Example
{
    public static string Source { get; } = FirstCSharpBlock().Match(File.ReadAllText(Path.Combine(Settings.RepositoryRoot, "README.md"))).Groups[1].Value;

    /// <summary>A second model, which cannot be analysed as it is not partial.</summary>
    public const string NotPartial = """
        using PrunableModels;
        using static TorchSharp.torch;

        [Prunable]
        public sealed class NotPartial : nn.Module<Tensor, Tensor>
        {
            private readonly TorchSharp.Modules.Linear layer = nn.Linear(4, 2);

            public NotPartial() : base(nameof(NotPartial)) => RegisterComponents();

            public override Tensor forward(Tensor x) => layer.call(x);
        }
        """;

    [GeneratedRegex("^```csharp\\s*\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FirstCSharpBlock();
}
