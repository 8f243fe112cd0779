using PrunableModels.Zoo;

namespace PrunableModels.Benchmarks;

/// <summary>Models that are linked without their weights.</summary>
internal static class LinkedModels
{
    /// <summary>The model that is linked first, so that its first time has the work of the compiler in it.</summary>
    public const string First = "resnet-50";

    public const string Llama70 = "LLaMA 70B";

    // Nothing of Mamba's loop over the positions is known before an input is.
    private static readonly string[] WithoutLength = ["mamba"];

    /// <summary>The models of the zoo at full size, and LLaMA in three.</summary>
    public static IEnumerable<(string Name, Func<IPrunable> Create)> All =>
    [
        .. Models.All.Where(m => m.CreateFull is not null && !WithoutLength.Contains(m.Name)).OrderBy(m => m.Name != First)
            .Select(m => (m.Name, (Func<IPrunable>)(() => (IPrunable)m.CreateFull!().Module))),
        .. Llamas.Select(l => (l.Name, (Func<IPrunable>)(() => new Llama(l.Config)))),
    ];

    /// <summary>LLaMA in three sizes.</summary>
    public static IReadOnlyList<(string Name, LlamaConfig Config)> Llamas { get; } =
    [
        ("LLaMA 1B", LlamaConfig.Tiny),
        ("LLaMA 7B", new(32000, 4096, 32, 32, 32, 11008, 4096)),
        (Llama70, OfDepth(80)),
    ];

    /// <summary>LLaMA 70B with so many layers.</summary>
    public static LlamaConfig OfDepth(int depth) => new(32000, 8192, depth, 64, 8, 28672, 4096);
}
