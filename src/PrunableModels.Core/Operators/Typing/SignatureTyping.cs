using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Typing by signature: every name is bound to an axis type, and all occurrences of a name are unified.</summary>
internal sealed class SignatureTyping(Signature signature, ComputedExtents? extents = null) : IComputingTyping, ISignedTyping
{
    private string[]? mixed;

    public Signature Signature { get; } = signature;

    public IReadOnlyList<Signature> Signatures => [Signature];

    /// <summary>The one name whose positions are not combined, for operators that take statistics over the others.</summary>
    public string? MixesAllBut { get; init; }

    /// <summary>The names, separated by spaces, whose positions are combined although the result has them, or null.</summary>
    public string? Mixes { get; init; }

    /// <summary>Whether the operator may be given more axes than it names, and gets a tensor of unknown rank without structures: nothing tells which axis is which.</summary>
    public bool IsOpen(Application application) =>
        Signature.Operands[0].Trailing is not null && application.Node.Operands[0]!.Type is { HasRank: false } type && type.Axes.All(a => application.Solver.Resolve(a).IsFixed);

    /// <summary>Whether the positions of every axis are combined whose name is lower-case.</summary>
    public bool MixesLowerCase { get; init; }

    private bool IsMixed(string name) =>
        (MixesLowerCase && char.IsLower(name.TrimStart('*')[0])) || Array.IndexOf(mixed ??= (Mixes ?? "").Split(' '), name) >= 0 || (MixesAllBut is not null && name != MixesAllBut);

    public void Apply(Application application)
    {
        if (IsOpen(application))
        {
            application.GiveUp(KeptKind.ModelInput, $"{application.Node} is given a tensor of unknown rank, of which nothing can be removed");
            return;
        }

        var match = new SignatureMatch(Signature, application);
        for (var i = 0; i < Signature.Operands.Count; i++)
        {
            if (application.Node.Operands[i] is { } operand && !match.Bind(i, Signature.Operands[i], operand))
            {
                application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is known for {Signature.Operands[i]}, and gets {operand.Type}");
                return;
            }
        }

        if (Signature.Results.Any(r => !match.Knows(r)))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is given an operand that is not known");
            return;
        }

        match.Consume(IsMixed);
        var computed = extents?.Invoke(application.Attributes, application.Node.Operands[0]!.Type);
        for (var i = 0; i < Signature.Results.Count; i++)
        {
            match.Result(i, Signature.Results[i], computed);
        }
    }
}
