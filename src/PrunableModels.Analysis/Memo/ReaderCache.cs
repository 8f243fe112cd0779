using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>
/// What a generator remembers from one run to the next. Every compilation has a session of its own, so that runs of different
/// compilations cannot disturb each other.
/// </summary>
/// <param name="reading">Is told of every class that is read; for tests.</param>
internal sealed class ReaderCache(Action<string>? reading = null)
{
    private readonly ConditionalWeakTable<Compilation, ReaderSession> sessions = new();
    private readonly object starting = new();
    private MemoStore? latest;

    /// <summary>Reads the annotated class, or gives null where nothing can be generated; an analyzer says why.</summary>
    public ModelSource? Read(GeneratorAttributeSyntaxContext context, CancellationToken token) =>
        Session(context.SemanticModel.Compilation, token).Read(context, token);

    private ReaderSession Session(Compilation compilation, CancellationToken token)
    {
        if (sessions.TryGetValue(compilation, out var known))
        {
            return known;
        }

        lock (starting)
        {
            if (!sessions.TryGetValue(compilation, out var session))
            {
                latest = MemoStore.Of(compilation, latest, token);
                session = new(compilation, latest, reading);
                sessions.Add(compilation, session);
            }

            return session;
        }
    }
}
