using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Analysis;

namespace PrunableModels.Benchmarks;

/// <summary>The generator and a bare one, which are run in turns over the same edits, each over compilations of its own.</summary>
internal sealed class GeneratorPair(CSharpCompilation start)
{
    private readonly Side own = new(start, new PrunableGenerator());
    private readonly Side bare = new(start, new BareGenerator());
    private bool ownFirst;

    /// <summary>A first run: nothing is bound yet, and nothing remembered.</summary>
    public static (Timing Own, Timing Bare) First(CSharpCompilation compilation)
    {
        var pair = new GeneratorPair(compilation);
        pair.own.Unbound();
        pair.bare.Unbound();
        return pair.Both(side => side.Run());
    }

    /// <summary>A run after a text was replaced.</summary>
    public (Timing Own, Timing Bare) Edit(string file, string from, string to)
    {
        var (old, @new) = ModelSolution.Edit(own.Compilation, file, from, to);
        own.Replace(old, @new);
        bare.Replace(old, @new);
        ownFirst = !ownFirst;
        return Both(side => side.Run());
    }

    private (Timing Own, Timing Bare) Both(Func<Side, Timing> run)
    {
        var before = ownFirst ? default : run(bare);
        var measured = run(own);
        return (measured, ownFirst ? run(bare) : before);
    }

    private sealed class Side(CSharpCompilation compilation, IIncrementalGenerator generator)
    {
        private GeneratorDriver driver = ModelSolution.Driver(generator);

        public CSharpCompilation Compilation { get; private set; } = compilation;

        public void Replace(SyntaxTree old, SyntaxTree @new) => Compilation = Compilation.ReplaceSyntaxTree(old, @new);

        public void Unbound() => Compilation = Compilation.Clone();

        public Timing Run() => Timing.Of(() => driver = driver.RunGenerators(Compilation));
    }
}
