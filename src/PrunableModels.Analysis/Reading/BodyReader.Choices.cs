using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Conditional access and choices between values.</content>
internal sealed partial class BodyReader
{
    private Expression ConditionalAccess(IConditionalAccessOperation access)
    {
        var receiver = Once(Read(access.Operation));
        conditionalReceivers.Push(receiver);
        var value = Lazily(access.WhenNotNull);
        conditionalReceivers.Pop();
        return Place(new Expression.Conditional(new Expression.Binary("==", receiver, new Expression.Null()), new Expression.Null(), value), access);
    }
}
