namespace PrunableModels.Core;

/// <summary><c>channel_shuffle(groups)</c>: channels <c>g * c</c> become <c>c * g</c> with the same <c>c</c>.</summary>
internal sealed class ShuffleTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (!type.HasRank || type.Count < 3 || application.Attributes.Find("groups") is not Value.Integer { Axis: null } groups || !type.Axes[1].Extent.TryDivide(groups.Size, out _))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is given channels or groups that are not known");
            return;
        }

        var part = application.Part(type.Axes[1], groups.Size);
        application.ResultWith(type.Count - 2, application.Solver.Multiply([part, AxisType.Fixed(groups.Size)], application.Origin));
    }
}
