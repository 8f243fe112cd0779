using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>An operator with a signature for every rank that its first operand can have, such as a bias vector or a bias matrix.</summary>
internal sealed class RankTyping(params SignatureTyping[] signatures) : IComputingTyping, ISignedTyping
{
    public IReadOnlyList<Signature> Signatures => [.. signatures.Select(s => s.Signature)];

    public void Apply(Application application)
    {
        var rank = application.Node.Operands[0]!.Type.Count;
        (signatures.FirstOrDefault(s => s.Signature.Operands[0].Axes.Count == rank) ?? signatures[0]).Apply(application);
    }
}
