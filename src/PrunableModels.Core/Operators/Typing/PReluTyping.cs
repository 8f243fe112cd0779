using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>A slope for every channel, or one for all, which ties nothing.</summary>
internal sealed class PReluTyping(SignatureTyping perChannel) : IComputingTyping, ISignedTyping
{
    public IReadOnlyList<Signature> Signatures => perChannel.Signatures;

    public void Apply(Application application)
    {
        var weight = application.Node.Operands[1];
        if (weight?.Type is not { HasRank: true, Count: 1 } type || !type.Axes[0].Extent.Equals(Size.One))
        {
            perChannel.Apply(application);
            return;
        }

        weight.Leaf?.Use(0, isPrunable: false, isWriter: false, application);
        application.Node.Operands[0]!.Leaf?.Keep(new(KeptKind.UnknownOperation, $"{application.Node} reads the parameter as a whole", application.Origin), application.Solver);
        application.ResultLikeFirst();
    }
}
