namespace PrunableModels.Analysis.Tests;

/// <summary>
/// Which of the two compilers runs these tests: the oldest one supported, or the latest. Of cases that are drawn, and all of one kind, each
/// compiler has a half: the same ones twice would try fewer in the same time.
/// </summary>
internal static class Compiler
{
    private static readonly bool IsLatest = typeof(Compiler).Assembly.GetName().Name!.EndsWith(".Latest.Tests", StringComparison.Ordinal);

    /// <summary>The cases of this compiler: every second one.</summary>
    public static IEnumerable<T> Share<T>(IEnumerable<T> cases) => cases.Where((_, i) => i % 2 == (IsLatest ? 1 : 0));
}
