using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Calls and new objects.</content>
internal sealed partial class BodyReader
{
    private static readonly HashSet<string> Effectless = ["Dispose", "NewDisposeScope", "GC", "train", "eval"];

    private Expression Creation(IObjectCreationOperation creation)
    {
        var type = (INamedTypeSymbol)creation.Type!;
        if (IsTable(type))
        {
            return Table(creation);
        }

        if (IsObject(type) && type.AllInterfaces.All(i => i.SpecialType != SpecialType.System_Collections_IEnumerable))
        {
            return Initialized(Place(new Expression.Create(context.Refer(type), UserArguments(creation.Arguments)) { Types = Types(creation.Constructor, type, creation.Arguments) }, creation), creation.Initializer);
        }

        if (context.Symbols.IsModule(type))
        {
            return Initialized(context.Symbols.IsTorch(type)
                ? Place(new Expression.Create(type.Name, TorchArguments(type.Name, creation.Arguments)), creation)
                : Place(new Expression.Create(context.Refer(type), UserArguments(creation.Arguments)) { Types = Types(creation.Constructor, type, creation.Arguments) }, creation), creation.Initializer);
        }

        if (type.Name == "Parameter" && context.Symbols.IsTorch(type))
        {
            return Place(new Expression.Invoke("nn.Parameter", TorchArguments("Parameter", creation.Arguments)), creation);
        }

        if (!type.Name.Contains("Dictionary") && type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable))
        {
            var added = creation.Initializer?.Initializers.OfType<IInvocationOperation>().Select(i => i.Arguments.Length == 1 ? Read(i.Arguments[0].Value) : Opaque("an item of several parts", i)) ?? [];
            var copied = creation.Arguments.FirstOrDefault(a => a.Parameter?.Type.SpecialType != SpecialType.System_Int32);
            return copied is null ? new Expression.ListOf(added.ToEquatableArray())
                : new Expression.Invoke(type.Name == "Stack" ? "Enumerable.Reverse" : "Enumerable.ToList", [new(null, Read(copied.Value))]);
        }

        return Opaque($"a new {type.Name}", creation);
    }

    private Expression Invocation(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var owner = method.ContainingType;
        if ((method.Name == "forward" || (method.Name == "call" && context.Symbols.IsTorch(owner))) && call.Instance is { } module && context.Symbols.IsModule(module.Type ?? owner))
        {
            return ModuleCall(call, module);
        }

        if (context.Symbols.IsTorch(owner))
        {
            return TorchCall(call);
        }

        if (IsPrinted(method))
        {
            return Printed(call);
        }

        if (method is { Name: "Assert", ContainingType.Name: "Debug" or "Trace" } && call.Arguments.Length > 0)
        {
            return Assertion(call);
        }

        if ((Effectless.Contains(method.Name) && method.ReturnsVoid) || method.Name == "ThrowIfNull")
        {
            return new Expression.Null();
        }

        if (method.MethodKind is MethodKind.Ordinary or MethodKind.ReducedExtension && (method.DeclaringSyntaxReferences.Length > 0 || context.Symbols.Signatures.Of(method) is not null || PublishedPrograms.Of(owner) is not null))
        {
            return MethodCall(call);
        }

        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke)
        {
            var (function, passed) = InSequence(call.Instance, () => InSequence(call.Arguments, Passed).Select(a => new Argument(null, a.Value)).ToEquatableArray());
            return Place(new Expression.Apply(method.MethodKind == MethodKind.LocalFunction ? new Expression.Local(method.Name) : function, passed), call);
        }

        if (method is { Name: "OfType", TypeArguments: [var type] } && call.Arguments is [var source])
        {
            const string item = "item";
            return Place(new Expression.Invoke("Enumerable.Where", [new(null, Read(source.Value)), new(null, new Expression.Lambda([item], [new Statement.Return(OfType(type, null, new Expression.Local(item), call))]))]), call);
        }

        if (IsReflection(owner))
        {
            return Opaque($"what reflection gives ('{Shortened(call.Syntax)}'), which cannot be known before the model runs,", call);
        }

        // The collections of the framework: Add, Select, ToArray and the like, the list first.
        var (list, given) = InSequence(call.Instance, () => InSequence(call.Arguments.Where(a => !IsLine(a)), Passed).Select(a => new Argument(null, a.Value)).ToEquatableArray());
        var result = Place(new Expression.Invoke($"{owner.Name}.{method.Name}", call.Instance is null ? given : [new(null, list), .. given]), call);
        return Foreign(result, method.ReturnType, owner, call);
    }

    // The line of the call, which the compiler passes on, is no part of what the class says.
    private static bool IsLine(IArgumentOperation argument) =>
        argument.ArgumentKind == ArgumentKind.DefaultValue && argument.Parameter?.GetAttributes().Any(a => a.AttributeClass?.Name == "CallerLineNumberAttribute") == true;

    private Expression.Lambda Lambda(IMethodSymbol function, IBlockOperation? body) =>
        new(function.Parameters.Select(p => p.Name).ToEquatableArray(), Body(body));

    // A method taken as a delegate: a function that calls it.
    private Expression MethodGroup(IMethodReferenceOperation reference)
    {
        var method = reference.Method;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return new Expression.Local(method.Name);
        }

        if (context.Symbols.IsTorch(method.ContainingType) && method.IsStatic)
        {
            return TorchGroup(reference);
        }

        if (method.DeclaringSyntaxReferences.Length == 0)
        {
            return Opaque($"the method {method.Name} as a value", reference);
        }

        CallsInClass(method);
        var self = method.IsStatic || reference.Instance is null ? null : Read(reference.Instance);
        var parameters = method.Parameters.Select(p => p.Name).ToEquatableArray();
        var call = Place(new Expression.Method(self, context.Refer(method.ContainingType), method.Name, parameters.Select(p => new Argument(null, new Expression.Local(p))).ToEquatableArray()) { Types = context.Symbols.ParameterTypes.Needed(method, reference.Instance?.Type, parameters.Count) }, reference);
        return new Expression.Lambda(parameters, [new Statement.Return(call)]);
    }

    private void CallsInClass(IMethodSymbol method)
    {
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, context.Type.OriginalDefinition))
        {
            context.CalledInClass.Add(method.OriginalDefinition);
        }
    }

    private Expression.Method MethodCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        CallsInClass(method);
        var isBase = IsBase(call.Instance);
        var owner = isBase && context.Type.BaseType is { } parent ? parent : method.ContainingType;
        var (self, arguments) = InSequence(call.Instance, () => UserArguments(call.Arguments));
        return Place(
            new Expression.Method(method.IsStatic || call.Instance is null ? null : self, context.Refer(owner), method.Name, arguments) { Types = Types(method, isBase ? owner : call.Instance?.Type, call.Arguments), IsBase = isBase },
            call);
    }

    private static bool IsBase(IOperation? instance) =>
        instance is IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax };

    private EquatableArray<string>? Types(IMethodSymbol? method, ITypeSymbol? receiver, ImmutableArray<IArgumentOperation> arguments) =>
        method is null ? null : context.Symbols.ParameterTypes.Needed(method, receiver, arguments.Count(a => a.ArgumentKind != ArgumentKind.DefaultValue));

    private Expression ModuleCall(IInvocationOperation call, IOperation module)
    {
        // base.forward(x) runs the base class's method on this instance.
        if (IsBase(module) && !context.Symbols.IsTorch(call.TargetMethod.ContainingType))
        {
            return MethodCall(call);
        }

        if (IsBase(module))
        {
            return Place(new Expression.Method(new Expression.This(), context.Type.BaseType!.Name, call.TargetMethod.Name, UserArguments(call.Arguments)) { IsBase = true }, call);
        }

        var method = call.TargetMethod;
        var types = context.Symbols.IsTorch(method.ContainingType) ? null
            : context.Symbols.ParameterTypes.IsOverload(method) ? context.Symbols.ParameterTypes.Of(method)
            : context.Symbols.ParameterTypes.IsEntry(method) ? null
            : Types(method, module.Type, call.Arguments);
        var (called, arguments) = InSequence(module, () => UserArguments(call.Arguments));
        return Place(new Expression.Call(called, arguments) { Types = types }, call);
    }

    private Expression TorchCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var owner = method.ContainingType;
        if (Effectless.Contains(method.Name))
        {
            return new Expression.Null();
        }

        // A module that moves to a device is the same module.
        if (context.Symbols.IsModule(method.ReturnType) && method.Name is "to" or "cpu" or "cuda" && call is { Instance: null, Arguments: [var same, ..] })
        {
            return Read(same.Value);
        }

        // A scope hands its tensor on unchanged.
        if (owner.Name == "DisposeScope" && call.Arguments is [var moved])
        {
            return Read(moved.Value);
        }

        if (SymbolEqualityComparer.Default.Equals(owner, context.Symbols.Nn) && context.Symbols.IsModule(method.ReturnType))
        {
            var layer = method.ReturnType.Name;
            return Place(new Expression.Create(layer, TorchArguments(method.Name, call.Arguments)), call);
        }

        // As a method it has the tensor in the place of the second argument.
        if (method.Name == "where" && call is { Instance: { } chosen, Arguments.Length: 2 })
        {
            return Place(new Expression.Invoke("torch.where", [new("condition", Read(call.Arguments[0].Value)), new("x", Read(chosen)), new("y", Read(call.Arguments[1].Value))]), call);
        }

        var prefix = context.Symbols.IsTensor(owner) ? "Tensor" : owner.Name;
        var (receiver, arguments) = InSequence(call.Instance, () => TorchArguments(method.Name, call.Arguments));
        var result = Place(new Expression.Invoke($"{prefix}.{method.Name}", call.Instance is null ? arguments : [new(null, receiver), .. arguments]), call);
        return MakesUnknownTensor(call) ? Foreign(result, call) : result;
    }

    // Tensors by position, unless the operator knows the name; everything else by TorchSharp's name for it.
    private EquatableArray<Argument> TorchArguments(string function, ImmutableArray<IArgumentOperation> arguments) =>
        InSequence(arguments.Where(a => IsGiven(function, a)), a => Read(a.Value)).Select(a => new Argument(TorchName(function, a.Argument.Parameter!), a.Value)).ToEquatableArray();

    private string? TorchName(string function, IParameterSymbol parameter)
    {
        if (context.Symbols.Carries(parameter.Type) && OperatorTable.Find(function.TrimEnd('_'))?.Operands.Contains(parameter.Name) == true)
        {
            return parameter.Name;
        }

        return context.Symbols.Carries(parameter.Type) ? null
            : parameter.Type.Name == "Scalar" && parameter.Name is not ("alpha" or "min" or "max" or "threshold") ? "value"
            : parameter.Name;
    }

    private EquatableArray<Argument> UserArguments(ImmutableArray<IArgumentOperation> arguments, System.Func<IArgumentOperation, Expression>? read = null) =>
        InSequence(arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue), read ?? Passed)
            .Select((a, i) => new Argument(a.Argument.Parameter is { } p && p.Ordinal != i ? p.Name : null, a.Value)).ToEquatableArray();

    private static bool IsReference(IArgumentOperation argument) => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out;

    private Expression Passed(IArgumentOperation argument) =>
        IsReference(argument) ? new Expression.Reference(Target(argument.Value)) : Read(argument.Value);

    private static bool IsGiven(string function, IArgumentOperation argument) =>
        argument is { ArgumentKind: not ArgumentKind.DefaultValue, Parameter: { } parameter } && (parameter.Name is not ("device" or "dtype") || OperatorTable.IsSource(function));
}
