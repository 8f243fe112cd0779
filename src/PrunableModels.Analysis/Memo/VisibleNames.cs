using System;
using System.Collections.Generic;

namespace PrunableModels.Analysis;

/// <summary>
/// The names by which the bodies of one class can come to anything: those in its own source, those in the signatures of whatever
/// has such a name, and so on. Reading a class depends on its own source and on the declarations that these names let it see.
/// </summary>
/// <remarks>
/// Why nothing escapes. The compiler finds a declaration by a name that is written where it is used, or by a name that the
/// language prescribes (constructors, operators, indexers, the members of patterns). It looks for the name in the scopes around
/// it, which belong to the class's own source, in the usings of the file and the global ones, or in a type. A type comes from a
/// name, or from the signature of a declaration that was itself found, so its name, and with it the names of its base types and
/// type arguments, are among these names as well: a member counts where its name and the name of its type do. Extensions are
/// found without the name of their type, so their own name is enough. The compiler's well-known types, which no name leads to,
/// stand in the namespace System and always count. What a name means where it is written depends on the usings, namespaces and
/// containing types there, which are part of each declaration. Nothing else of a type matters but its enumeration members, which are part
/// of the enumeration's declaration, and whether a property is automatic, which is part of the property's.
/// </remarks>
internal sealed class VisibleNames
{
    private const string Attribute = "Attribute";
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    private VisibleNames()
    {
    }

    /// <summary>The names that a class sees.</summary>
    /// <param name="own">The names in its own source.</param>
    /// <param name="declarations">All declarations of the compilation.</param>
    public static VisibleNames Of(IEnumerable<string> own, DeclarationTable declarations)
    {
        var result = new VisibleNames();
        var pending = new Queue<string>();
        var seen = new HashSet<Declaration>(ByReference.Instance);
        Take(own);
        See(declarations.AlwaysSeen);
        while (pending.Count > 0)
        {
            var name = pending.Dequeue();
            See(declarations.Named(name));
            See(declarations.Named(name + Attribute));
            See(declarations.In(name));
            See(declarations.In(name + Attribute));
        }

        return result;

        void See(IEnumerable<Declaration> candidates)
        {
            foreach (var declaration in candidates)
            {
                if (result.See(declaration) && seen.Add(declaration))
                {
                    Take(declaration.Identifiers);
                }
            }
        }

        void Take(IEnumerable<string> more)
        {
            foreach (var name in more)
            {
                if (result.names.Add(name))
                {
                    pending.Enqueue(name);
                }
            }
        }
    }

    /// <summary>Whether these names lead to a declaration.</summary>
    public bool See(Declaration declaration) =>
        declaration.IsAlwaysSeen
        || ((declaration.IsPattern || Has(declaration.Key.Name))
            && (declaration.IsExtension || declaration.Key.Container is not { } container || Has(container)));

    /// <summary>Whether a name is one of them, also as that of an attribute.</summary>
    public bool Has(string name) =>
        names.Contains(name) || (name.EndsWith(Attribute, StringComparison.Ordinal) && names.Contains(name.Substring(0, name.Length - Attribute.Length)));

    private sealed class ByReference : IEqualityComparer<Declaration>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals(Declaration? x, Declaration? y) => ReferenceEquals(x, y);

        public int GetHashCode(Declaration obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
