using System.Linq;

namespace PrunableModels.Core;

/// <summary><c>t[...] = y</c>: what is stored has the axes of the part it is stored in; the tensor keeps its own.</summary>
internal sealed class StoreTyping : IExtentTyping
{
    public void Apply(Application application)
    {
        if (application.Node.Operands[0]!.Type is not { HasRank: true } type || SliceTyping.Part(application, type) is not { } part
            || (application.Node.Operands[1] is { } value && !value.Type.Close(System.Math.Min(value.Type.Count, part.Axes.Count))))
        {
            application.GiveUp(KeptKind.UnknownOperation, "an indexed store is given positions that are not known");
            return;
        }

        application.ResultLikeFirst();
        var stored = application.Node.Operands[1]?.Type;
        for (var i = 0; i < (stored?.Count ?? 0); i++)
        {
            var place = part.Axes.Count - 1 - i;
            BroadcastTyping.Meet(part.Axes[place], stored!.FromEnd(i)!, application);
            if (part.Sources[place] is { } source)
            {
                application.Carry(1, i, source);
            }
        }
    }
}
