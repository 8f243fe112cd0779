namespace PrunableModels.Core;

/// <summary><c>glu(dim)</c>: the first half of an axis times the sigmoid of the second, so that the halves are tied.</summary>
internal sealed class GluTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (application.Dimension(type, -1, "dim") is not { } along)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given a dimension that is not known");
            return;
        }

        application.ResultWith(along, application.Part(type.FromEnd(along)!, 2));
    }
}
