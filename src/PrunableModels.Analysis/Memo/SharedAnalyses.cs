using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// What was found out of the models that were analysed last, by what their programs say: the generator and the analyzers ask for the same, one
/// after the other, and so do the compilations of one edit after the other. Programs have neither symbols nor syntax; the largest go first.
/// </summary>
internal static class SharedAnalyses
{
    /// <summary>So many operators are kept, over all configurations of all models.</summary>
    internal const int MostOperators = 20_000;

    private static readonly LinkedList<SharedAnalysis> Recent = new();

    /// <summary>The analysis of a program, whoever asked for it first; the program there is equal to the one given, and its expressions are the ones that are named in findings.</summary>
    public static SharedAnalysis Of(ModelProgram program)
    {
        lock (Recent)
        {
            var known = Recent.FirstOrDefault(a => ReferenceEquals(a.Program, program));
            if (known is null)
            {
                var hash = program.GetHashCode();
                known = Recent.FirstOrDefault(a => a.Hash == hash && a.Program.Equals(program)) ?? new(program, hash);
            }

            Recent.Remove(known);
            Recent.AddFirst(known);
            Forget();
            return known;
        }
    }

    /// <summary>Forgets everything; for tests.</summary>
    internal static void Clear()
    {
        lock (Recent)
        {
            Recent.Clear();
        }
    }

    // The one that is asked for is never forgotten.
    private static void Forget()
    {
        var left = MostOperators;
        for (var entry = Recent.First; entry is not null;)
        {
            var next = entry.Next;
            left -= entry.Value.Operators;
            if (left < 0 && entry != Recent.First)
            {
                Recent.Remove(entry);
            }

            entry = next;
        }
    }
}

/// <summary>The analysis of a program, made once.</summary>
internal sealed class SharedAnalysis(ModelProgram program, int hash)
{
    // What has not been analysed yet counts as a small model.
    private const int Unknown = 100;

    private readonly Lazy<AnalysisResult> analysis = new(() => ModelAnalysis.Analyze(program));

    /// <summary>The program.</summary>
    public ModelProgram Program => program;

    /// <summary>The program's hash.</summary>
    public int Hash => hash;

    /// <summary>How many operators it holds.</summary>
    public int Operators => analysis.IsValueCreated ? Math.Max(Unknown, analysis.Value.Configurations.Sum(c => c.Groups.Graph.Nodes.Count)) : Unknown;

    /// <summary>Uses the analysis, alone: what is computed when it is first asked for is no concern of its users.</summary>
    public T Use<T>(Func<AnalysisResult, T> use)
    {
        var result = analysis.Value;
        lock (result)
        {
            return use(result);
        }
    }
}
