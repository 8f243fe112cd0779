using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Executes a model program over symbolic sizes and axis types. Constructors make modules, <c>forward</c> makes a graph. The same
/// code runs at compile time, on modules that the program constructed, and when linked, on views of the live ones.
/// </summary>
internal sealed partial class Interpreter
{
    private const int DepthLimit = 100;

    private readonly ModelProgram program;
    private readonly Way way;
    private readonly Graph model;
    private readonly WorkBudget budget;
    private readonly Graph construction = new(isConstruction: true);
    private readonly Dictionary<(ModuleObject, string), Value> written = [];
    private bool isForward;
    private int depth;
    private Scope scope;

    public Interpreter(ModelProgram program, Way way, Graph graph, WorkBudget budget)
    {
        this.program = program;
        this.way = way;
        model = graph;
        this.budget = budget;
        scope = new(null, program.Root, ".ctor", construction.Root);
    }

    /// <summary>What is computed at present: by a constructor, or by the model.</summary>
    public Graph Graph => isForward ? model : construction;

    /// <summary>Executes the root's <c>forward</c> on symbolic inputs.</summary>
    /// <param name="root">The model.</param>
    /// <param name="inputShapes">The extents of each input, or null to leave them open.</param>
    /// <param name="ranks">Where the extents are open, how many axes each input has, where that is known.</param>
    public void Run(ModuleObject root, IReadOnlyList<IReadOnlyList<Size>>? inputShapes = null, IReadOnlyList<int?>? ranks = null)
    {
        FoundMethod? forward = root.Container == "Sequential" && !HasForward(root.Class) ? null : FindEntry(root.Class, inputShapes?.Count);
        this.root = root;
        isForward = true;
        Graph.Root = new(null, root, "forward");
        var parameters = forward?.Method.Parameters ?? [new("input", null, "Tensor")];
        var inputs = parameters.Select(p => Input(p, inputShapes)).ToList();
        for (var i = 0; i < Graph.Inputs.Count; i++)
        {
            if (ranks?[i] is { } rank)
            {
                Graph.Inputs[i].Type.Close(rank);
            }
        }

        Graph.Root.Enter(inputs, i => parameters[i].Name);
        var arguments = inputs.Select(i => new BoundArgument(null, i)).ToList();
        var result = Graph.Root.Return(forward is { } found ? Invoke(new Value.Module(root), found, arguments, Graph.Root) : Within(new(new Value.Module(root), root.Class, "forward", Graph.Root), () => CallItems(root, arguments, new Expression.This())));
        foreach (var output in result.Tensors().Select(t => t.Held).Distinct())
        {
            Graph.Outputs.Add(output);
            foreach (var axis in output.Type.Axes)
            {
                Graph.Solver.Keep(axis, new(KeptKind.ModelOutput, "it belongs to the model's output", null));
            }
        }
    }

    private enum Flow
    {
        Next,
        Break,
        Continue,
        Return,
    }

    private sealed record BoundArgument(string? Name, Value Value, Expression? Target = null);

    /// <summary>The locals of a call; those of a lambda or a nested call see the locals around them.</summary>
    private sealed class Scope(Value? self, string @class, string member, Frame frame, Scope? surroundings = null)
    {
        private readonly Dictionary<string, Value> locals = new(StringComparer.Ordinal);

        public Value? Self { get; } = self;

        public string Class { get; } = @class;

        public string Member { get; } = member;

        public Frame Frame { get; } = frame;

        public Value? Result { get; set; }

        public Value? Find(string name) => locals.TryGetValue(name, out var value) ? value : surroundings?.Find(name);

        public void Declare(string name, Value value) => locals[name] = value;

        public void Set(string name, Value value) => Owner(name).locals[name] = value;

        public Scope Inside(Frame inner) => new(Self, Class, Member, inner, this);

        private Scope Owner(string name)
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope.locals.ContainsKey(name))
                {
                    return scope;
                }
            }

            return this;
        }

        private Scope? Outer => surroundings;
    }

    private Origin At(Expression expression) => new(scope.Class, scope.Member, expression);

    private IEnumerable<ClassProgram> Hierarchy(string id)
    {
        for (var found = program.Find(id); found is not null; found = found.Base is null ? null : program.Find(found.Base))
        {
            yield return found;
        }
    }

    private Value Invoke(Value? self, FoundMethod found, IReadOnlyList<BoundArgument> arguments, Frame frame)
    {
        IReadOnlyList<(Expression Target, Value Value)> assigned = [];
        var result = Active((self as Value.Module)?.Instance, found.Method, () => Within(new(self, found.Class.Id, found.Method.Name, frame), () =>
        {
            BindParameters(found.Method, arguments);
            Execute(found.Method.Body);
            assigned = Assigned(arguments, i => arguments[i].Name ?? found.Method.Parameters.ElementAtOrDefault(i)?.Name);
            return scope.Result ?? new Value.Null();
        }));
        foreach (var (target, value) in assigned)
        {
            Assign(target, value);
        }

        return result;
    }

    // Models are not nested deeply: what is deeper is recursion without end.
    private T Within<T>(Scope inner, Func<T> body)
    {
        if (++depth > DepthLimit)
        {
            throw new ExecutionLimitException();
        }

        var caller = scope;
        scope = inner;
        try
        {
            return body();
        }
        finally
        {
            scope = caller;
            depth--;
        }
    }

    private void BindParameters(MethodProgram method, IReadOnlyList<BoundArgument> arguments)
    {
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var parameter = method.Parameters[i];
            var given = Named(arguments, parameter.Name) ?? (i < arguments.Count && arguments[i].Name is null ? arguments[i] : null);
            scope.Declare(parameter.Name, OwnCopy(given?.Value ?? (parameter.Default is null ? new Value.Symbol(parameter.Name) { Type = parameter.Type } : Evaluate(parameter.Default))));
        }
    }

    private static BoundArgument? Named(IReadOnlyList<BoundArgument> arguments, string name)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Name == name)
            {
                return arguments[i];
            }
        }

        return null;
    }

    // What costs more than one step counts for more.
    private void CountStep(int cost = 1) => budget.Spend(cost);
}
