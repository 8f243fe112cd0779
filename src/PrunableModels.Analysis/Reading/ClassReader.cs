using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>Reads one class, alone, into a program: its fields, its constructors, <c>forward</c> and what they call in the class.</summary>
internal sealed class ClassReader
{
    private readonly INamedTypeSymbol type;
    private readonly TorchSymbols symbols;
    private readonly Func<SyntaxTree, SemanticModel> models;
    private readonly CancellationToken token;
    private readonly BodyContext context;

    private ClassReader(INamedTypeSymbol type, TorchSymbols symbols, Func<SyntaxTree, SemanticModel> models, CancellationToken token)
    {
        this.type = type;
        this.symbols = symbols;
        this.models = models;
        this.token = token;
        context = new(type, symbols);
    }

    /// <summary>Reads a class whose source is in the compilation.</summary>
    /// <param name="type">The class.</param>
    /// <param name="symbols">The compilation's symbols.</param>
    /// <param name="models">Gives the semantic model of a syntax tree.</param>
    /// <param name="token">Cancels.</param>
    public static ReadClass Read(INamedTypeSymbol type, TorchSymbols symbols, Func<SyntaxTree, SemanticModel> models, CancellationToken token) =>
        new ClassReader(type, symbols, models, token).Read();

    private ReadClass Read()
    {
        var parent = type.BaseType is { } b && !symbols.IsTorch(b) && (b.DeclaringSyntaxReferences.Length > 0 || PublishedPrograms.Of(b) is not null) && symbols.IsModule(b) == symbols.IsModule(type) ? b.OriginalDefinition : null;
        var container = type.BaseType is { } built && symbols.IsTorch(built) && LayerTable.IsContainer(built.Name) ? built.Name : null;
        if (parent is not null)
        {
            context.References.Add(parent);
        }

        if (PublishedPrograms.Of(type) is { } published)
        {
            return new(type, PublishedPrograms.Read(type, published), context.Places, []);
        }

        // Of a class without source, or of TorchSharp, there is nothing but what its author or the user says of its methods.
        if (type.DeclaringSyntaxReferences.Length == 0)
        {
            var signed = Members<IMethodSymbol>().Where(m => symbols.Signatures.Of(m) is not null).Select(m => Method(m, m.Name, null)).ToEquatableArray();
            return new(type, [new(symbols.IsTorch(type) ? type.Name : MetadataNames.Of(type), null, [], [], signed) { Kind = ClassKind() }], context.Places, context.References);
        }

        var fields = Members<IFieldSymbol>().Where(f => !f.IsConst && !PrimaryParameters.IsField(f) && type.TypeKind != TypeKind.Enum).Select(Field).ToList();
        var constructors = type.InstanceConstructors.Select(Constructor).OfType<MethodProgram>().ToEquatableArray();
        EquatableArray<MethodProgram> methods = [.. Methods(), .. Deconstruct()];
        var (implementing, implemented) = Implementations.IsLookedFor(type, symbols) ? symbols.Implementations.Of(type) : ([], []);
        context.References.UnionWith(implementing);
        fields.InsertRange(0, context.Captured.OrderBy(p => p.Ordinal).Select(Captured));
        return new(
            type,
            [new(MetadataNames.Of(type), parent is null ? container : MetadataNames.Of(parent), fields.ToEquatableArray(), constructors, methods) { Kind = ClassKind(), Ancestors = Ancestors() }],
            context.Places,
            context.References)
        {
            Implemented = implemented,
        };
    }

    private EquatableArray<string> Ancestors()
    {
        if (!symbols.IsModule(type))
        {
            return Implemented().Select(symbols.TypeName).OfType<string>().ToEquatableArray();
        }

        var ancestor = type.BaseType;
        while (ancestor is not null && !symbols.IsTorch(ancestor))
        {
            ancestor = ancestor.BaseType;
        }

        var classes = new List<ITypeSymbol>();
        for (; ancestor is not null && symbols.IsModule(ancestor) && !SymbolEqualityComparer.Default.Equals(ancestor, symbols.Module); ancestor = ancestor.BaseType)
        {
            classes.Add(ancestor);
        }

        return classes.Concat(type.AllInterfaces.Where(i => i.DeclaringSyntaxReferences.Length > 0)).Select(symbols.TypeName).OfType<string>().ToEquatableArray();
    }

    // What a plain class that can be made stands for where its interfaces or abstract base classes are asked for.
    private IEnumerable<INamedTypeSymbol> Implemented()
    {
        foreach (var implemented in type.IsAbstract ? [] : type.AllInterfaces.Where(i => Implementations.IsLookedFor(i, symbols)))
        {
            yield return implemented;
        }

        for (var current = type.IsAbstract ? null : type.BaseType; current is not null; current = current.BaseType)
        {
            if (Implementations.IsLookedFor(current, symbols))
            {
                yield return current;
            }
        }
    }

    private ClassKind ClassKind() => symbols.IsModule(type) ? Core.ClassKind.Module : type.IsValueType ? Core.ClassKind.Struct : Core.ClassKind.Object;

    // Declaration order, over all parts of a partial class, generated parts excepted.
    private IEnumerable<T> Members<T>()
        where T : ISymbol => type.GetMembers().OfType<T>().Where(m => !IsGenerated(m));

    // What the generator has written of a model says nothing of the model.
    private static bool IsGenerated(ISymbol member) =>
        (member switch { IFieldSymbol { AssociatedSymbol: { } property } => property, IMethodSymbol { AssociatedSymbol: { } property } => property, _ => member })
        .DeclaringSyntaxReferences is { IsEmpty: false } parts && parts.All(p => ModelSourceReader.IsGenerated(p.SyntaxTree));

    private FieldProgram Field(IFieldSymbol field)
    {
        token.ThrowIfCancellationRequested();
        var declared = field.AssociatedSymbol as IPropertySymbol;
        var initializer = (declared ?? (ISymbol)field).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(token) switch
        {
            VariableDeclaratorSyntax { Initializer: { } value } => value,
            PropertyDeclarationSyntax { Initializer: { } value } => value,
            _ => null,
        };
        var isOpen = field.IsStatic && (!field.IsReadOnly || type.StaticConstructors.Any(c => !c.IsImplicitlyDeclared));
        var read = initializer is null || isOpen ? null : models(initializer.SyntaxTree).GetOperation(initializer, token) is ISymbolInitializerOperation { Value: { } operation }
            ? new BodyReader(context, isConstruction: true).Initializer(operation) : null;
        return new(field.Name, Kind(field.Type), KeepReason(declared ?? (ISymbol)field), read)
        {
            IsErasable = Has(declared ?? (ISymbol)field, symbols.Erasable),
            IsConfined = IsConfined(field.Type),
            IsAssignedByConstructors = field is { IsReadOnly: true, IsStatic: false, Type.TypeKind: TypeKind.Delegate } && declared?.SetMethod is null,
            IsStatic = field.IsStatic,
            Type = TypeOf(field.Type),
            IsPrivate = field.DeclaredAccessibility == Accessibility.Private && Kind(field.Type) is FieldKind.Module or FieldKind.Tensor,
            ComponentName = ComponentName(field),
        };
    }

    // The compiler keeps a parameter of a primary constructor that methods use in a private field.
    private FieldProgram Captured(IParameterSymbol parameter) =>
        new(PrimaryParameters.FieldOf(parameter), Kind(parameter.Type), null, new Expression.Local(parameter.Name))
        {
            IsConfined = IsConfined(parameter.Type),
            Type = TypeOf(parameter.Type),
            IsPrivate = Kind(parameter.Type) is FieldKind.Module or FieldKind.Tensor,
        };

    private string? ComponentName(IFieldSymbol field) => field.GetAttributes()
        .Where(a => a.AttributeClass is { Name: "ComponentNameAttribute" } named && symbols.IsTorch(named))
        .SelectMany(a => a.NamedArguments.Where(n => n.Key == "Name").Select(n => n.Value.Value as string))
        .FirstOrDefault();

    private string? TypeOf(ITypeSymbol fieldType) => symbols.IsModule(fieldType) ? null
        : symbols.IsTensor(fieldType) ? symbols.IsModule(type) || fieldType.NullableAnnotation != NullableAnnotation.Annotated ? null : "Tensor?"
        : symbols.ParameterTypes.Of(fieldType);

    private bool IsConfined(ITypeSymbol fieldType) => fieldType switch
    {
        IArrayTypeSymbol array => IsConfined(array.ElementType),
        INamedTypeSymbol named => (symbols.IsTorch(named) && LayerTable.MayBeExchanged(named.Name)) || named.TypeArguments.Any(IsConfined),
        _ => false,
    };

    private FieldKind Kind(ITypeSymbol fieldType)
    {
        var plain = fieldType is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : fieldType;
        return symbols.IsModule(plain) ? FieldKind.Module
            : symbols.IsTensor(plain) ? FieldKind.Tensor
            : plain.TypeKind == TypeKind.Enum || plain.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String ? FieldKind.Scalar
            : FieldKind.Other;
    }

    private static bool Has(ISymbol member, INamedTypeSymbol? attribute) =>
        attribute is not null && member.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute));

    private string? KeepReason(ISymbol member) => member.GetAttributes()
        .Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, symbols.KeepDense))
        .Select(a => a.ConstructorArguments.Select(c => c.Value as string).FirstOrDefault() ?? "")
        .FirstOrDefault();

    private MethodProgram? Constructor(IMethodSymbol constructor)
    {
        if (constructor.IsImplicitlyDeclared)
        {
            return null;
        }

        return constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(token) switch
        {
            ConstructorDeclarationSyntax syntax => Method(constructor, ".ctor", syntax) with { IsPrivate = constructor.DeclaredAccessibility == Accessibility.Private },
            TypeDeclarationSyntax primary => new(".ctor", Parameters(constructor), PrimaryChain(primary), PrimaryBody(constructor)),
            _ => null,
        };
    }

    private ConstructorChain? PrimaryChain(TypeDeclarationSyntax primary) =>
        primary.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() is { } syntax
        && models(syntax.SyntaxTree).GetOperation(syntax, token) is IInvocationOperation call
            ? new BodyReader(context, isConstruction: true).Chain(call)
            : null;

    // A record's parameters in their order, which is how it is taken apart.
    private IEnumerable<MethodProgram> Deconstruct() => type.IsRecord
        && type.InstanceConstructors.FirstOrDefault(c => c.Parameters.Length > 0 && c.DeclaringSyntaxReferences.Any(r => r.GetSyntax(token) is RecordDeclarationSyntax)) is { } primary
        && Members<IMethodSymbol>().All(m => m.Name != "Deconstruct" || m.IsImplicitlyDeclared)
            ? [new("Deconstruct", [], null, [new Statement.Return(new Expression.TupleOf(primary.Parameters.Select(p => (Expression)new Expression.Member(new Expression.This(), p.Name)).ToEquatableArray()))])]
            : [];

    // What a record's parameters are put into.
    private EquatableArray<Statement> PrimaryBody(IMethodSymbol constructor) => constructor.Parameters
        .SelectMany(p => Members<IPropertySymbol>().Where(r => r.Name == p.Name && r.DeclaringSyntaxReferences.Any(s => s.GetSyntax(token) is ParameterSyntax)).Select(r => (Parameter: p, Field: $"<{r.Name}>k__BackingField")))
        .Select(a => (Statement)new Statement.Assign(new Expression.Member(new Expression.This(), a.Field), new Expression.Local(a.Parameter.Name)))
        .ToEquatableArray();

    private EquatableArray<MethodProgram> Methods()
    {
        // What other classes may call, then whatever these call in the class.
        var pending = new Queue<IMethodSymbol>(Members<IMethodSymbol>().Where(IsEntry));
        var seen = new HashSet<IMethodSymbol>(pending, SymbolEqualityComparer.Default);
        var methods = new List<MethodProgram>();
        EnqueueCalled();
        while (pending.Count > 0)
        {
            token.ThrowIfCancellationRequested();
            var method = pending.Dequeue();
            if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(token) is { } syntax)
            {
                methods.Add(Method(method, method.Name, syntax));
                EnqueueCalled();
            }
        }

        return methods.ToEquatableArray();

        void EnqueueCalled()
        {
            foreach (var called in context.CalledInClass.Where(seen.Add).ToList())
            {
                pending.Enqueue(called);
            }
        }
    }

    // Classes inside this one may call what is private, and base classes what overrides.
    private bool IsEntry(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet, IsAbstract: false }
        && (method.Name == "forward" || method.IsVirtual || VirtualMembers.OverridesUser(method, symbols) || (method is { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false } && IsVisible(method) && IsOfModels(method)) || IsOfObjects(method))
        || (method is { MethodKind: MethodKind.PropertySet, IsAbstract: false } && IsOfObjects(method));

    // Of what is no module, everything that others may ask for; of modules, what they compute from their state.
    private bool IsOfObjects(IMethodSymbol method) => !method.IsImplicitlyDeclared && IsVisible(method) && method.DeclaringSyntaxReferences.Length > 0 && method switch
    {
        { MethodKind: MethodKind.PropertyGet } => method.Parameters.IsEmpty && VirtualMembers.AutoProperty(method) is null,
        { MethodKind: MethodKind.PropertySet } => !symbols.IsModule(type) && method.Parameters.Length == 1 && VirtualMembers.AutoProperty(method) is null,
        { IsStatic: true } => method.ReturnType is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false },
        _ => !symbols.IsModule(type) && method.OverriddenMethod is not { ContainingType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType },
    };

    private bool IsVisible(IMethodSymbol method) => method.DeclaredAccessibility != Accessibility.Private || !type.GetTypeMembers().IsEmpty;

    private bool IsOfModels(IMethodSymbol method) =>
        symbols.Carries(method.ReturnType) || method.Parameters.Any(p => symbols.Carries(p.Type) || p.RefKind is RefKind.Ref or RefKind.Out) || (method.IsStatic && Kind(method.ReturnType) == FieldKind.Scalar);

    private MethodProgram Method(IMethodSymbol method, string name, SyntaxNode? syntax)
    {
        if (syntax is null || symbols.Signatures.Of(method) is not null)
        {
            return new(name, Parameters(method), null, []) { Signature = symbols.Signatures.Of(method), Relation = Relation(method) };
        }

        if (VirtualMembers.AutoProperty(method) is { } backing)
        {
            return new(name, [], null, [new Statement.Return(new Expression.Member(new Expression.This(), backing.Name))]) { Relation = Relation(method) };
        }

        // An accessor's expression body belongs to the property or to the accessor.
        var operation = models(syntax.SyntaxTree).GetOperation(syntax, token)
            ?? (syntax is ArrowExpressionClauseSyntax arrow ? models(syntax.SyntaxTree).GetOperation(arrow, token) : null);
        var reader = new BodyReader(context);
        var (chain, body) = operation switch
        {
            IConstructorBodyOperation c => (reader.Chain(c.Initializer), reader.Body(c.BlockBody ?? c.ExpressionBody)),
            IMethodBodyOperation m => (null, reader.Body(m.BlockBody ?? m.ExpressionBody)),
            IBlockOperation block => (null, reader.Body(block)),
            _ => ((ConstructorChain?)null, (EquatableArray<Statement>)[]),
        };
        return new(name, Parameters(method), chain, body) { Relation = Relation(method) };
    }

    private MethodRelation Relation(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor ? MethodRelation.Ordinary : symbols.ParameterTypes.Relation(method);

    private EquatableArray<ParameterProgram> Parameters(IMethodSymbol method)
    {
        var types = symbols.ParameterTypes.Of(method);
        return method.Parameters.Select((p, i) => new ParameterProgram(p.Name, Default(p), types[i])).ToEquatableArray();
    }

    private static Expression? Default(IParameterSymbol parameter) =>
        parameter.IsParams ? new Expression.ListOf([])
        : parameter.HasExplicitDefaultValue ? BodyReader.Literal(parameter.ExplicitDefaultValue, parameter.Type) ?? new Expression.Null()
        : null;
}
