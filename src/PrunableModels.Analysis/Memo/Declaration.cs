using System;
using System.Collections.Generic;

namespace PrunableModels.Analysis;

/// <summary>Where in a syntax tree a declaration is found: by its name, and the simple name of the type around it.</summary>
/// <param name="Name">The name; <see cref="Constructor"/> and the like for what has none.</param>
/// <param name="Container">The simple name of the containing type, or null outside of types.</param>
internal readonly record struct DeclarationKey(string Name, string? Container)
{
    public const string Constructor = ".ctor";
    public const string Operator = "operator";
    public const string Indexer = "this[]";
    public const string Incomplete = "";
    public const string GlobalUsing = "global using";
    public const string AssemblyAttribute = "assembly:";
}

/// <summary>
/// The declarations of one name in one type and tree, as others see them: without bodies and without initialisers of what is no
/// constant.
/// </summary>
/// <param name="Key">The name.</param>
/// <param name="IsExtension">Whether it is found without its container's name.</param>
/// <param name="IsAlwaysSeen">Whether it is found without any name: a global using, an attribute of the assembly, or a type that the compiler or the reader looks for.</param>
/// <param name="Hash">Stands for the tokens, in order, and for the usings, namespaces and containers in which they are bound.</param>
/// <param name="Identifiers">The names by which they are bound.</param>
internal sealed record Declaration(DeclarationKey Key, bool IsExtension, bool IsAlwaysSeen, ContentHash Hash, IReadOnlyCollection<string> Identifiers)
{
    // What C# looks for without its name being written.
    private static readonly HashSet<string> Patterns = new(StringComparer.Ordinal)
    {
        DeclarationKey.Constructor, DeclarationKey.Operator, DeclarationKey.Indexer, DeclarationKey.Incomplete, "_", "forward",
        "GetEnumerator", "GetAsyncEnumerator", "MoveNext", "MoveNextAsync", "Current", "Dispose", "DisposeAsync", "Add", "Deconstruct",
        "GetAwaiter", "GetResult", "IsCompleted", "OnCompleted", "UnsafeOnCompleted", "Length", "Count", "Slice", "Substring", "Item",
        "Invoke", "AppendLiteral", "AppendFormatted", "ToStringAndClear", "GetPinnableReference", "Lock", "EnterScope", "HasValue", "Value", "TryGetValue",
        "Select", "SelectMany", "Where", "Join", "GroupJoin", "GroupBy", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Cast",
        "ToString", "Equals", "GetHashCode", "GetType", "Create", "AddRange", "ToArray",
    };

    /// <summary>Of a type, the simple names of what it derives from and implements.</summary>
    public IReadOnlyCollection<string> Bases { get; init; } = [];

    /// <summary>Whether C# looks for it without its name being written.</summary>
    public bool IsPattern { get; } = Patterns.Contains(Key.Name);
}
