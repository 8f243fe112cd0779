using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>
/// Normalisation over groups of channels: the channels are <c>G * C/G</c> with whole groups to remove and the channels inside one
/// combined. A layer can be told how many groups are left; a function has the number written down.
/// </summary>
internal sealed class GroupNormTyping(SignatureTyping norm) : IComputingTyping, ISignedTyping
{
    public IReadOnlyList<Signature> Signatures => norm.Signatures;

    public void Apply(Application application)
    {
        if (!norm.IsOpen(application))
        {
            Close(application);
        }

        var type = application.Node.Operands[0]!.Type;
        if (type is { HasRank: true, Count: >= 2 })
        {
            Split(application, type.Axes[1]);
        }

        norm.Apply(application);
    }

    // The layer takes nothing without positions, the function does.
    private void Close(Application application)
    {
        if (application.Node.Layer is not null && application.Node.Operands[0]!.Type is { HasRank: false, Count: < 2 } type)
        {
            type.Close(3);
        }

        new SignatureMatch(norm.Signature, application).Close(0);
    }

    private static void Split(Application application, AxisType channels)
    {
        var groups = application.Attributes.Integer("num_groups", 1);
        if (application.Node.Layer is null)
        {
            application.Solver.Keep(channels, new(KeptKind.HardCodedSize, $"{application.Node} writes the number of its groups down", application.Origin));
        }
        else if (groups.Equals(Size.One))
        {
            application.Solver.Keep(channels, new(KeptKind.Mixed, $"{application.Node} combines its positions", application.Origin));
        }
        else
        {
            var group = AxisFactor.Of(application.Solver.NewSpace(groups, $"{application.Node}:groups"));
            application.Solver.Unify(channels, AxisType.Product(group, AxisFactor.Fixed(channels.Extent / groups)), application.Origin);
        }
    }
}
