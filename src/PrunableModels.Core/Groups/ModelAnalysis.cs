using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A model looked at under certain assumptions.</summary>
/// <param name="Assumptions">What was taken for granted.</param>
/// <param name="Groups">The groups found.</param>
public sealed record Configuration(Assumptions Assumptions, GroupSet Groups);

/// <summary>The result of an analysis at compile time.</summary>
/// <param name="Configurations">The configurations that were looked at; empty where the model could not be executed.</param>
/// <param name="Problem">Why not all of the model could be executed, or null.</param>
public sealed record AnalysisResult(IReadOnlyList<Configuration> Configurations, string? Problem);

/// <summary>
/// From programs to groups. At compile time the constructor's program makes the modules: widths stay symbols, a loop with an
/// unknown count is looked at with three turns (a first, one between, a last), and a branch on something unknown is looked at both
/// ways. When linked the modules are the live ones and nothing is unknown.
/// </summary>
public static class ModelAnalysis
{
    private const int RepresentativeCount = 3;
    private const int MaximumConfigurations = 8;
    private const int MaximumAttempts = 64;

    /// <summary>Analyses a model before it runs.</summary>
    public static AnalysisResult Analyze(ModelProgram program)
    {
        var budget = new WorkBudget();

        // Where the caller of the constructor gives functions that make layers, the static methods of the class show which.
        var ways = new[] { [Assumptions.None], [.. Makers(program).Select(Assumptions.MadeBy)], (IReadOnlyList<Assumptions>)[Assumptions.WithUnknownFunctions] };
        var results = ways.Where(w => w.Count > 0).Select(w => Analyze(program, w, budget));
        return results.First(r => !r.LacksFunctions).Result;
    }

    /// <summary>Analyses a model that is made with these arguments.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">The constructor's arguments, named or in order; what is left out has its default.</param>
    public static AnalysisResult Analyze(ModelProgram program, IReadOnlyList<(string? Name, Value Value)> arguments) =>
        Analyze(program, [Assumptions.None], new(), arguments).Result;

    private static IEnumerable<string> Makers(ModelProgram program) => program.Find(program.Root)?.Methods
        .Where(m => m.Expressions().OfType<Expression.Create>().Any(c => c.Class == program.Root)).Select(m => m.Name).Distinct() ?? [];

    private static (AnalysisResult Result, bool LacksFunctions) Analyze(ModelProgram program, IEnumerable<Assumptions> ways, WorkBudget budget, IReadOnlyList<(string? Name, Value Value)>? arguments = null)
    {
        var pending = new Stack<Assumptions>(ways.Reverse());
        var found = new List<Configuration>();
        string? problem = null;
        string? thrown = null;
        var lacksFunctions = false;
        for (var attempt = 0; pending.Count > 0 && found.Count < MaximumConfigurations && attempt < MaximumAttempts; attempt++)
        {
            var way = new Way(pending.Pop(), pending.Push);
            try
            {
                var groups = GroupSet.Of(InputRanks.Settle((graph, ranks) => Construct(program, arguments, way, graph, ranks, budget), () => new()));
                found.Add(new(way.Assumptions, groups));
            }
            catch (StateException e)
            {
                var known = pending.Select(p => p.WithState(e.Field)).Reverse().ToList();
                pending = new(known);
                pending.Push(way.Assumptions.WithState(e.Field));
            }
            catch (UndecidedCountException undecided)
            {
                pending.Push(way.Assumptions.WithCount(undecided.Symbol, undecided.ValueFor(RepresentativeCount)));
            }
            catch (UndecidedBranchException undecided)
            {
                var first = Way.FirstOf(undecided.Condition);
                pending.Push(way.Assumptions.WithDecision(undecided.Condition, !first));
                pending.Push(way.Assumptions.WithDecision(undecided.Condition, first));
            }
            catch (UnknownFunctionException)
            {
                lacksFunctions = true;
            }
            catch (ThrownException e)
            {
                // No model is made this way.
                thrown = e.Message;
            }
            catch (Exception e) when (e is InvalidOperationException or ArithmeticException)
            {
                problem = e.Message;
            }
            catch (Exception e) when (e is ExecutionLimitException or InsufficientExecutionStackException)
            {
                // Other assumptions would cost as much.
                problem = e.Message;
                pending.Clear();
            }
        }

        return (new(found, problem ?? (found.Count == 0 ? thrown : null)), lacksFunctions && found.Count == 0);
    }

    /// <summary>The parameters and buffers that a model made with these arguments has, by their state-dict paths.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">The constructor's arguments, named or in order.</param>
    /// <exception cref="InvalidOperationException">What the constructor does depends on something that is not known; the message says on what.</exception>
    public static StateDict StateDict(ModelProgram program, IReadOnlyList<(string? Name, Value Value)> arguments)
    {
        try
        {
            var interpreter = new Interpreter(program, new(Assumptions.None), new(), new());
            var root = (ConstructedModule)interpreter.Construct(program.Root, arguments);
            interpreter.Place(root);
            return Core.StateDict.Of(root, id => program.Find(id) is not null);
        }
        catch (Exception e) when (e is UndecidedBranchException or UndecidedCountException or ExecutionLimitException or InsufficientExecutionStackException or ArithmeticException)
        {
            throw new InvalidOperationException($"The state dict of {TypeIds.Short(program.Root)} is not known: {e.Message}.", e);
        }
    }

    /// <summary>Executes a model's program on its live modules.</summary>
    /// <param name="program">The program.</param>
    /// <param name="root">The live model.</param>
    /// <param name="inputShapes">The extents of each input, or null to leave them open.</param>
    /// <param name="erased">The state-dict paths of the parameters of erased segments; null for none.</param>
    /// <exception cref="InvalidOperationException">The program depends on something that the live model does not tell; the message says on what.</exception>
    public static GroupSet Link(ModelProgram program, ModuleObject root, IReadOnlyList<IReadOnlyList<Size>>? inputShapes = null, IReadOnlyCollection<string>? erased = null)
    {
        try
        {
            return LinkedWays.Of(Execute);
        }
        catch (Exception e) when (e is UndecidedBranchException or UndecidedCountException or ThrownException or ExecutionLimitException or InsufficientExecutionStackException or ArithmeticException)
        {
            throw new InvalidOperationException($"{TypeIds.Short(program.Root)} cannot be linked: {e.Message}.{Advice(e)}", e);
        }

        GroupSet Execute(Assumptions assumptions)
        {
            return GroupSet.Of(InputRanks.Settle(
                (graph, ranks) => new Interpreter(program, new(assumptions), graph, new()).Run(root, inputShapes, ranks),
                () => new(isLinked: true, erased: erased)));
        }
    }

    private static string Advice(Exception problem) => problem is UndecidedBranchException or UndecidedCountException
        ? " Keep what forward decides by in members that generated code can read: of classes that are not generic and that the model's class can name." : "";

    private static void Construct(ModelProgram program, IReadOnlyList<(string? Name, Value Value)>? arguments, Way way, Graph graph, IReadOnlyList<int?>? ranks, WorkBudget budget)
    {
        var interpreter = new Interpreter(program, way, graph, budget);
        var root = arguments is not null ? (ConstructedModule)interpreter.Construct(program.Root, arguments)
            : way.Assumptions.Maker is { } maker
            ? interpreter.MakeRoot(maker) ?? throw new InvalidOperationException($"which model {maker} makes is not known")
            : interpreter.ConstructRoot();
        graph.Registrations.AddRange(new[] { interpreter.MissingRegistration(root) }.OfType<RegistrationFinding>());
        interpreter.Place(root, isPart: true);
        graph.Registrations.AddRange(interpreter.Unregistered(root));
        interpreter.NoteFields(root);
        interpreter.Run(root, ranks: ranks);
        graph.Registrations.AddRange(interpreter.Unused(root));
    }
}
