using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Calls of modules, methods and functions, and new modules.</content>
internal sealed partial class Interpreter
{
    /// <summary>Makes the model, with symbols for what is given to the constructor that takes most.</summary>
    public ConstructedModule ConstructRoot()
    {
        var module = new ConstructedModule(program.Root);
        if (program.Find(program.Root) is { } root)
        {
            var constructor = root.Constructors.OrderBy(c => c.IsPrivate).ThenByDescending(c => c.Parameters.Count).FirstOrDefault();
            RunConstructor(new Value.Module(module), root, constructor, constructor?.Parameters.Select(p => new BoundArgument(p.Name, new Value.Symbol(p.Name) { Type = p.Type })).ToList() ?? []);
        }

        return module;
    }

    /// <summary>Makes the model as a static method of its class does; null where that makes none.</summary>
    public ConstructedModule? MakeRoot(string method)
    {
        var maker = program.Find(program.Root)?.Methods.FirstOrDefault(m => m.Name == method);
        var arguments = maker?.Parameters.Where(p => p.Default is null).Select(p => new BoundArgument(p.Name, new Value.Symbol(p.Name) { Type = p.Type })).ToList() ?? [];
        return maker is not null && Invoke(null, new(program.Find(program.Root)!, maker), arguments, scope.Frame) is Value.Module { Instance: ConstructedModule made } && made.Class == program.Root ? made : null;
    }

    /// <summary>Makes a module of the given class.</summary>
    public ModuleObject Construct(string id, IReadOnlyList<(string? Name, Value Value)> arguments) =>
        Construct(id, arguments.Select(a => new BoundArgument(a.Name, a.Value)).ToList(), null);

    private Value Create(Expression.Create create) => program.Find(create.Class) is { Kind: not ClassKind.Module } plain
        ? NewObject(plain, Arguments(create.Arguments), create.Types)
        : new Value.Module(Construct(create.Class, Arguments(create.Arguments), create.Types));

    private ModuleObject Construct(string id, List<BoundArgument> arguments, EquatableArray<string>? types)
    {
        if (LayerTable.IsContainer(id))
        {
            var container = new ConstructedModule(id);
            arguments.ForEach(a => Append(container, a.Value));
            return container;
        }

        if (LayerTable.HoldsParameters(id) && !isForward)
        {
            return NewParameters(id, arguments);
        }

        if (program.Find(id) is not { } found)
        {
            if (LayerTable.Find(id) is null)
            {
                GivenAway(arguments.Select(a => a.Value));
            }

            return new ConstructedModule(id, LayerAttributes(id, arguments)) { IsMadeInForward = isForward };
        }

        var module = new ConstructedModule(id) { IsMadeInForward = isForward };
        RunConstructor(new Value.Module(module), found, FindConstructor(found, arguments, types), arguments);
        return module;
    }

    private static MethodProgram? FindConstructor(ClassProgram @class, List<BoundArgument> arguments, EquatableArray<string>? types) =>
        Find(@class.Constructors, arguments, types) is { } found ? found
        : @class.Constructors.Count == 0 ? null
        : throw new InvalidOperationException($"which constructor of {@class.Id} is called with {arguments.Count} arguments is not known");

    private void RunConstructor(Value self, ClassProgram @class, MethodProgram? constructor, List<BoundArgument> arguments) =>
        Within(new(self, @class.Id, ".ctor", scope.Frame), () =>
        {
            if (constructor is not null)
            {
                BindParameters(constructor, arguments);
            }

            var chained = constructor?.Chain is { } chain ? Arguments(chain.Arguments) : [];
            if (constructor?.Chain is { ToThis: true, Types: var types })
            {
                RunConstructor(self, @class, FindConstructor(@class, chained, types), chained);
            }
            else
            {
                Initialize(self, @class, chained, constructor?.Chain?.Types);
            }

            return Execute(constructor?.Body ?? []);
        });

    // As in C#: the class's own initialisers, then the base class's constructor.
    private void Initialize(Value self, ClassProgram @class, List<BoundArgument> chained, EquatableArray<string>? types)
    {
        foreach (var field in @class.Fields.Where(f => f is { Initializer: not null, IsStatic: false }))
        {
            Assign(new Expression.Member(new Expression.This(), field.Name), Evaluate(field.Initializer!));
        }

        if (self is Value.Module { Instance: ConstructedModule module } && @class.Base is { } container && LayerTable.IsContainer(container))
        {
            module.DerivedFrom = container;
            chained.ForEach(a => Append(module, a.Value));
        }

        if (@class.Base is { } id && program.Find(id) is { } parent)
        {
            RunConstructor(self, parent, FindConstructor(parent, chained, types), chained);
        }
    }

    private Attributes LayerAttributes(string id, List<BoundArgument> arguments)
    {
        var kind = LayerTable.Find(id);
        var given = arguments.Select((a, i) => new KeyValuePair<string, Value>(a.Name ?? kind?.Parameters.ElementAtOrDefault(i)?.Name ?? $"argument{i}", a.Value))
            .Select(a => a.Key == kind?.Decided && a.Value is Value.Symbol open ? new(a.Key, new Value.Flag(way.Decide(open.Key))) : kind?.Counted.Contains(a.Key) == true ? new(a.Key, Counted(a.Value)) : a).ToList();
        var defaults = kind?.Parameters.Where(p => given.All(g => g.Key != p.Name)).Select(p => (p.Name, Value: Default(p))).Where(p => p.Value is not null) ?? [];
        return new([.. given, .. defaults.Select(d => new KeyValuePair<string, Value>(d.Name, d.Value!))]);
    }

    private Value Counted(Value count) => AsInteger(count) is not { } known ? count
        : AsNumber(known) is var number && number.Symbols().Any() ? throw new UndecidedCountException(number)
        : known;

    private static Value? Default(LayerParameter parameter) => parameter.Default switch
    {
        "true" or "false" => new Value.Flag(parameter.Default == "true"),
        { } text when long.TryParse(text, System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out var n) => new Value.Integer(n),
        _ => null,
    };

    private void Append(ConstructedModule container, Value value)
    {
        switch (value)
        {
            case Value.Sequence { IsTuple: true, Items: [Value.Text or Value.Symbol, var named] } pair:
                // A name that is not known before the program runs is still no module.
                container.Add(ModuleOf(named), pair.Items[0] is Value.Text name ? name.Value : pair.Items[0].ToString());
                break;
            case Value.Sequence list:
                list.Items.ForEach(i => Append(container, i));
                break;
            default:
                container.Add(ModuleOf(value));
                break;
        }
    }

    // A module that is not known is still there, and keeps what flows through it.
    private ModuleObject ModuleOf(Value value)
    {
        way.Assumptions.RequireKnown(value);
        return value is Value.Module module ? module.Instance : new ConstructedModule(value is Value.Opaque unknown ? unknown.Reason : value.ToString()!);
    }

    private Value Call(Value target, List<BoundArgument> arguments, Expression at, EquatableArray<string>? types = null)
    {
        if (target is not Value.Module { Instance: var module } || arguments.Count == 0)
        {
            way.Assumptions.RequireKnown(target);
            return Apply($"a call of {(target is Value.Opaque unknown ? unknown.Reason : target.ToString())}", arguments, At(at));
        }

        return LayerTable.Find(module.Class) is null && isForward ? Dense(module, CallModule(module, target, arguments, at, types), at) : CallModule(module, target, arguments, at, types);
    }

    // What its author keeps of a module that is made of others is what it gives.
    private Value Dense(ModuleObject module, Value result, Expression at)
    {
        foreach (var axis in module.KeepDense is null ? [] : result.Tensors().SelectMany(t => t.Held.Type.Axes))
        {
            Graph.Solver.Keep(axis, KeptReason.Dense(module.KeepDense!, At(at)));
        }

        return result;
    }

    private Value CallModule(ModuleObject module, Value target, List<BoundArgument> arguments, Expression at, EquatableArray<string>? types)
    {
        if (module.Class == "Sequential")
        {
            return CallSequential(module, arguments, at);
        }

        if (isForward && module is ConstructedModule { IsMadeInForward: true, Tensors.Count: > 0 })
        {
            return Apply(OperatorTable.Unknown, $"{TypeIds.Short(module.Class)}, made inside forward,", [.. arguments.Where(a => a.Value.HoldsTensors)], At(at), isInPlace: false, layer: null);
        }

        if (LayerTable.Find(module.Class) is { } kind)
        {
            if (isForward && !module.IsRegistered && kind.Tensors(module.Attributes).Count > 0)
            {
                return Apply(OperatorTable.UnregisteredLayer, module.Class, arguments, At(at), isInPlace: false, layer: null);
            }

            return Apply(kind.Operator, arguments, At(at), module);
        }

        if (FindForward(module.Class, arguments, types) is not { } forward)
        {
            return module.Container == "Sequential" ? CallSequential(module, arguments, at) : Apply(module.Class, arguments, At(at), module);
        }

        if (forward.Method.Signature is not null)
        {
            return ApplySigned(forward, module.Class, arguments, At(at), module);
        }

        // Another forward of the same instance is a method like any other.
        if (types is not null && scope.Self is Value.Module { Instance: var own } && own == module)
        {
            return Invoke(target, forward, arguments, scope.Frame);
        }

        var frame = EnterFrame(module, arguments, forward.Method);
        return frame.Return(Invoke(target, forward, arguments, frame));
    }

    private Value CallSequential(ModuleObject sequential, List<BoundArgument> arguments, Expression at) =>
        Within(scope.Inside(EnterFrame(sequential, arguments)), () => scope.Frame.Return(CallItems(sequential, arguments, at)));

    private Value CallItems(ModuleObject sequential, IReadOnlyList<BoundArgument> arguments, Expression at) =>
        sequential.Items.Aggregate(arguments[0].Value, (value, item) => Call(new Value.Module(item), [new(null, value)], at));

    private Frame EnterFrame(ModuleObject module, List<BoundArgument> arguments, MethodProgram? method = null)
    {
        var frame = new Frame(scope.Frame, module, "forward");
        frame.Enter(arguments.Select(a => a.Value), i => method is null ? null : arguments[i].Name ?? method.Parameters[i].Name);
        scope.Frame.Steps.Add(new(null, frame));
        return frame;
    }

    private Value CallMethod(Expression.Method method)
    {
        var self = method.Target is null ? null : Evaluate(method.Target);
        var arguments = Arguments(method.Arguments);
        if (FindCalled(method, self, arguments) is { } found)
        {
            return found.Method.Signature is null ? Invoke(self, found, arguments, scope.Frame)
                : ApplySigned(found, self is null ? $"{method.Class.TrimStart(':').Replace('+', '.')}.{method.Name}" : method.Name, arguments, At(method));
        }

        if (method is { IsBase: true, Name: "forward", Class: "Sequential" } && self is Value.Module { Instance: { Container: "Sequential" } sequential } && arguments.Count == 1)
        {
            return CallItems(sequential, arguments, method);
        }

        if (self is Value.Module { Instance: var owner } && arguments.Count == 0 && StoredBy(method.Name, owner) is { } stored)
        {
            return ModuleMember(owner, stored);
        }

        GivenAway([.. self is null ? [] : new[] { self }, .. arguments.Select(a => a.Value)]);
        var result = !isForward && !HoldTensors(arguments) ? Unknown(Called(method.Name, arguments), [.. arguments.Select(a => a.Value)])
            : Apply($"{TypeIds.Short(method.Class)}.{method.Name}", [.. self is null ? [] : new[] { new BoundArgument(null, self) }, .. arguments], At(method));
        return AssignedByUnknown(result, method.Name, arguments, At(method));
    }

    private Value InvokeFunction(Expression.Invoke invoke)
    {
        var arguments = Arguments(invoke.Arguments);
        var name = invoke.Function.Substring(invoke.Function.LastIndexOf('.') + 1);
        if (invoke.Function == NewTable)
        {
            return Table(arguments);
        }

        if (invoke.Function == ForeignTensor && arguments is [{ Value: var foreign }])
        {
            return isForward && foreign is Value.Symbol or Value.Opaque { Slot: null } ? Unregistered(invoke.Arguments[0].Value, foreign is Value.Opaque { Reason: var unknown } ? unknown : null, NoShape($"{foreign}")) : Placed(foreign, invoke);
        }

        switch (arguments.Count > 0 ? arguments[0].Value : null)
        {
            case Value.Sequence list when name is "Add" or "append":
                Changes(list, isCleared: false);
                list.Items.Add(arguments.Count == 2 ? arguments[1].Value : new Value.Sequence(arguments.Skip(1).Select(a => a.Value), isTuple: true));
                return list;
            case Value.Module { Instance: ConstructedModule container } self when container.Container is not null && Change(container, name, arguments, At(invoke)):
                return self;
            case Value.Module { Instance: ConstructedModule owner } when !isForward && Register(owner, name, arguments):
                return new Value.Null();
            case Value.Tensor tensor when name is "size" && arguments.Count == 2:
                return SizeOf(tensor.Held, arguments[1].Value);
            case Value.Tensor number when name is "item" or "ToDouble" or "ToSingle" or "ToInt32" or "ToInt64" or "ToBoolean" && arguments.Count == 1:
                Apply("item", [new(null, number)], At(invoke));
                return new Value.Symbol(Assumptions.OfData(number.Held.Name ?? $"value {Graph.Nodes.Count}"));
            case Value.Tensor tensor when name is "size" or "dim":
                return Member(tensor, name == "dim" ? "ndim" : "shape");
            case Value.Module or null when name is "RegisterComponents" or "NewDisposeScope" or "register_module" or "add_module" or "register_buffer" or "register_parameter":
                return new Value.Null();
        }

        if (OfParameters(name, arguments) is { } ofParameters)
        {
            return ofParameters;
        }

        if (name == "ContainsKey" && arguments is [{ Value: var collection }, { Value: var sought }] && IsGiven(collection) && IsKey(sought))
        {
            return new Value.Flag(GivenIfThere(collection, sought) is not null);
        }

        if (Tried(name, arguments) is { } isThere)
        {
            return isThere;
        }

        if (arguments.Count > 0 && arguments[0].Value is Value.Table table && OfTable(name, table, [.. arguments.Skip(1).Select(a => a.Value)]) is { } looked)
        {
            return looked;
        }

        if (OfModule(name, arguments) is { } modules)
        {
            return modules;
        }

        if (arguments.Count > 0 && arguments[0].Value is Value.Sequence touched && ChangesList(invoke.Function) && Changed(name, touched, arguments) is { } changed)
        {
            return changed;
        }

        if (Computed(invoke, name, arguments) is { } known)
        {
            return known;
        }

        if (!isForward && MadeTensor(invoke, name, arguments) is { } made)
        {
            return made;
        }

        // What a constructor computes and has no shape here is in the live module when the model runs.
        if (!IsTorch(invoke.Function))
        {
            GivenAway(arguments.Select(a => a.Value));
        }

        var result = HoldTensors(arguments) || (isForward && OperatorTable.Find(name) is not null)
            ? Apply(invoke.Function, arguments, At(invoke))
            : Unknown(Called(invoke.Function, arguments), [.. arguments.Select(a => a.Value)]);
        return AssignedByUnknown(result, invoke.Function, arguments, At(invoke));
    }

    // What text, lists and numbers give; null where it is something else.
    private Value? Computed(Expression.Invoke invoke, string name, List<BoundArgument> arguments)
    {
        if (arguments is [{ Value: Value.Tensor }, ..])
        {
            return OfSequence(name, arguments);
        }

        var values = arguments.ConvertAll(a => a.Value);
        return OfText(invoke.Function, values) ?? OfSequence(name, arguments) ?? OfNumbers(invoke, values);
    }

    // Calls with other values are other values.
    private static string Called(string function, IReadOnlyList<BoundArgument> arguments) => $"{function}({string.Join(", ", arguments.Select(a => a.Value))})";

    // A function or module whose author gave its signature: an operator with the names of its parameters.
    private Value ApplySigned(FoundMethod found, string function, IReadOnlyList<BoundArgument> arguments, Origin at, ModuleObject? layer = null)
    {
        var named = arguments.Select((a, i) => new BoundArgument(a.Name ?? found.Method.Parameters[i].Name, a.Value)).ToList();
        return found.Method.Signature!.ToOperator(TypeIds.Short(function)) is { } signed
            ? Apply(signed, function, named, at, isInPlace: false, layer)
            : Apply($"a call of {function}", arguments, at, layer);
    }
}
