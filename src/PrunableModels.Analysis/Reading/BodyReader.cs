using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// Turns the operations of one body into statements and expressions. It never throws: half-typed code is its normal input, and
/// what it cannot express becomes opaque, with a reason and with everything that flows in.
/// </summary>
internal sealed partial class BodyReader(BodyContext context, bool isConstruction = false)
{
    // Assignments inside expressions happen before the statement that holds them.
    private readonly Stack<List<Statement>> blocks = new();
    private readonly Stack<Expression> conditionalReceivers = new();

    /// <summary>The statements of a body.</summary>
    public EquatableArray<Statement> Body(IBlockOperation? block) => block is null ? [] : Block(() =>
    {
        if (Jump(block) is { } jump)
        {
            Refuse("a goto", jump);
        }

        Statement(block);
    });

    /// <summary>The value of a field's initialiser.</summary>
    public Expression Initializer(IOperation value)
    {
        blocks.Push([]);
        var expression = Lazily(value);
        blocks.Pop();
        return expression;
    }

    /// <summary>The constructor that a constructor calls first.</summary>
    public ConstructorChain? Chain(IOperation? initializer)
    {
        var call = initializer switch
        {
            IExpressionStatementOperation { Operation: IInvocationOperation i } => i,
            IInvocationOperation i => i,
            IBlockOperation { Operations: [IExpressionStatementOperation { Operation: IInvocationOperation i }] } => i,
            _ => null,
        };
        if (call is null)
        {
            return null;
        }

        blocks.Push([]);
        var chain = new ConstructorChain(SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, context.Type), UserArguments(call.Arguments, a => IsReference(a) ? Passed(a) : Lazily(a.Value))) { Types = Types(call.TargetMethod, call.TargetMethod.ContainingType, call.Arguments) };
        blocks.Pop();
        return chain;
    }

    private EquatableArray<Statement> Block(IEnumerable<IOperation?> operations)
    {
        blocks.Push([]);
        foreach (var operation in operations)
        {
            Statement(operation);
        }

        return blocks.Pop().ToEquatableArray();
    }

    private void Add(Statement statement) => blocks.Peek().Add(statement);

    private T Place<T>(T expression, IOperation operation)
        where T : Expression
    {
        context.Places[expression] = operation.Syntax;
        return expression;
    }

    // A range that is not understood: its inputs are still read, because whatever flows in is kept.
    private Expression Opaque(string reason, IOperation operation) =>
        Place(new Expression.Opaque(reason, operation.ChildOperations.Select(Read).Where(e => e is not (Expression.Null or Expression.Text or Expression.Int)).ToEquatableArray()), operation);
}
