using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Tensors from code that cannot be read: what is not known of them is at least that they are tensors, and no numbers.</content>
internal sealed partial class BodyReader
{
    private const string ForeignTensor = "foreign";

    private Expression Foreign(Expression value, ITypeSymbol? type, INamedTypeSymbol? owner, IOperation operation) =>
        context.Symbols.IsTensor(type) && owner is not null && IsForeign(owner) ? Foreign(value, operation) : value;

    private Expression Foreign(Expression value, IOperation operation) =>
        Place(new Expression.Invoke(ForeignTensor, [new(null, value)]), operation);

    // A function of TorchSharp that makes a tensor of numbers alone, and that no operator stands for.
    private bool MakesUnknownTensor(IInvocationOperation call) =>
        context.Symbols.IsTensor(call.TargetMethod.ReturnType) && call.Instance is null && OperatorTable.Find(call.TargetMethod.Name.TrimEnd('_')) is null;

    private bool IsForeign(INamedTypeSymbol type) =>
        type.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty && !context.Symbols.IsTorch(type) && !type.IsTupleType && !type.IsAnonymousType
        && type.ContainingNamespace?.ToDisplayString().Split('.')[0] is not ("System" or "Microsoft") && PublishedPrograms.Of(type.OriginalDefinition) is null;
}
