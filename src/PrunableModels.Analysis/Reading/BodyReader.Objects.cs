using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Objects that are no modules: configurations, dictionaries, and parameters that became fields.</content>
internal sealed partial class BodyReader
{
    // Whether there is a program of the class, or could be.
    private bool HasProgram(INamedTypeSymbol type) => type is { TypeKind: not TypeKind.Enum, DeclaringSyntaxReferences.IsEmpty: false } && !context.Symbols.IsTorch(type);

    private bool IsObject(INamedTypeSymbol type) =>
        !context.Symbols.IsModule(type) && !context.Symbols.IsTensor(type) && type.TypeKind is TypeKind.Class or TypeKind.Struct && HasProgram(type.OriginalDefinition);

    // A live object of the class may have to be read.
    private void Mention(INamedTypeSymbol type)
    {
        var isFramework = type.ContainingNamespace?.ToDisplayString().Split('.')[0] is "System" or "Microsoft";
        if (!context.Symbols.IsTorch(type) && !isFramework && type is { IsTupleType: false, IsAnonymousType: false, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface })
        {
            context.References.Add(type.OriginalDefinition);
        }
    }

    private static bool IsReflection(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() == "System.Reflection" || (type.ContainingNamespace?.ToDisplayString() == "System" && type.Name is "Activator" or "Type");

    private Expression Initialized(Expression created, IObjectOrCollectionInitializerOperation? initializer) =>
        initializer is null ? created : Place(new Expression.Initialize(created, IsCopy: false, Members(initializer)), initializer);

    private Expression Copy(IWithOperation copy) =>
        Place(new Expression.Initialize(Read(copy.Operand), IsCopy: true, copy.Initializer is null ? [] : Members(copy.Initializer)), copy);

    private EquatableArray<Argument> Members(IObjectOrCollectionInitializerOperation initializer) => initializer.Initializers
        .Select(i => i switch
        {
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member, Instance: IInstanceReferenceOperation } target, Value: var value } =>
                new Argument(target is IPropertyReferenceOperation property && context.Symbols.IsModule(member.ContainingType) ? MemberField(property) : member.Name, Read(value)),
            IMemberInitializerOperation { InitializedMember: IMemberReferenceOperation { Member: var member } } nested => new Argument(member.Name, Opaque($"'{Shortened(nested.Syntax)}'", nested)),
            _ => null,
        })
        .OfType<Argument>().ToEquatableArray();

    private static string MemberField(IPropertyReferenceOperation property) =>
        property.Property.GetMethod is { } getter && VirtualMembers.AutoProperty(getter) is { } backing ? backing.Name : property.Property.Name;

    private static bool IsTable(INamedTypeSymbol type) => type.Name is "Dictionary" or "SortedDictionary" or "OrderedDictionary" && type.TypeArguments.Length == 2;

    private Expression Table(IObjectCreationOperation creation)
    {
        if (creation.Arguments.Any(a => a.ArgumentKind != ArgumentKind.DefaultValue && a.Parameter?.Type.SpecialType != SpecialType.System_Int32))
        {
            return Opaque("a dictionary that is made of another, or compares in a way of its own", creation);
        }

        var entries = creation.Initializer?.Initializers.Select(i => new Argument(null, i switch
        {
            IInvocationOperation { Arguments: [var key, var value] } => new Expression.TupleOf([Read(key.Value), Read(value.Value)]),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [var key] }, Value: var value } => new Expression.TupleOf([Read(key.Value), Read(value)]),
            _ => Opaque($"'{Shortened(i.Syntax)}'", i),
        })) ?? [];
        return Place(new Expression.Invoke("dictionary", entries.ToEquatableArray()), creation);
    }

    // A function of TorchSharp as a value: one that calls it.
    private Expression TorchGroup(IMethodReferenceOperation reference)
    {
        var method = reference.Method;
        var parameters = method.Parameters.Select(p => p.Name).ToEquatableArray();
        var arguments = method.Parameters.Select(p => new Argument(TorchName(method.Name, p), new Expression.Local(p.Name))).ToEquatableArray();
        Expression call = SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Symbols.Nn) && context.Symbols.IsModule(method.ReturnType)
            ? new Expression.Create(method.ReturnType.Name, arguments)
            : new Expression.Invoke($"{method.ContainingType.Name}.{method.Name}", arguments);
        return new Expression.Lambda(parameters, [new Statement.Return(Place(call, reference))]);
    }
}
