using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Checks that throw, what is only printed, and what an exception may interrupt.</content>
internal sealed partial class BodyReader
{
    private static readonly HashSet<string> Printers = ["Console", "Debug", "Trace"];

    // Whatever is printed changes no result; a call inside is still made.
    private bool IsPrinted(IMethodSymbol method) =>
        Printers.Contains(method.ContainingType.Name) && method.ContainingNamespace.ToDisplayString().StartsWith("System", System.StringComparison.Ordinal) && method.ReturnsVoid && method.Name != "Assert";

    private Expression Printed(IInvocationOperation call)
    {
        foreach (var inside in call.Arguments.SelectMany(a => a.Value.DescendantsAndSelf()).OfType<IInvocationOperation>().Where(i => i.TargetMethod.DeclaringSyntaxReferences.Length > 0 || context.Symbols.IsModule(i.Instance?.Type)))
        {
            Add(new Statement.Evaluate(Read(inside)));
        }

        return new Expression.Null();
    }

    private Expression Assertion(IInvocationOperation call)
    {
        Add(new Statement.If(Read(call.Arguments[0].Value), [], [new Statement.Throw()]));
        return new Expression.Null();
    }

    private void Try(ITryOperation attempt)
    {
        var handlers = attempt.Catches.Where(c => c.Handler.Operations.LastOrDefault() is not (IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation })).ToList();
        if (handlers.Count == 0)
        {
            Statement(attempt.Body);
            Statement(attempt.Finally);
            return;
        }

        if (attempt.Body.Descendants().Concat(handlers.SelectMany(h => h.Handler.Descendants())).Any(o => o is IReturnOperation or IBranchOperation))
        {
            Refuse("a try with a catch, left from inside", attempt);
        }

        // Either runs, in part or not at all: what they see and what they leave behind is not known.
        const string reason = "a try with a catch";
        var seen = attempt.Descendants().SelectMany(Variable).Distinct().Where(name => attempt.Descendants().OfType<IVariableDeclaratorOperation>().All(d => d.Symbol.Name != name)).ToList();
        void Forget() => seen.ForEach(name => Add(new Statement.Assign(new Expression.Local(name), Place(new Expression.Opaque(reason, [new Expression.Local(name)]), attempt))));
        Forget();
        Statement(attempt.Body);
        handlers.ForEach(h => Statement(h.Handler));
        Statement(attempt.Finally);
        Forget();
    }

    private IEnumerable<string> Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } when context.Symbols.Carries(local.Type) => [local.Name],
        IParameterReferenceOperation { Parameter: var parameter } when context.Symbols.Carries(parameter.Type) => [parameter.Name],
        _ => [],
    };

    // Nothing is said of a method whose way is not known.
    private void Refuse(string reason, IOperation operation) =>
        Add(new Statement.If(Place(new Expression.Opaque(reason, []), operation), [new Statement.Return(null)], []));

    private static IOperation? Jump(IOperation body) => body.Descendants().FirstOrDefault(o => o is ILabeledOperation or IBranchOperation { BranchKind: BranchKind.GoTo });
}
