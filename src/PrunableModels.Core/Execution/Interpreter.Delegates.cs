using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>
/// Functions in fields of live objects. Which function a delegate is cannot be read, but where only constructors of its class assign
/// the field, it is one of those that they assign, and the model is looked at with each of them.
/// </content>
internal sealed partial class Interpreter
{
    private const int MostFunctions = 6;
    private const string NoArm = "a switch without a matching arm";

    // Null where any function could be there.
    private Value? OneOf(Value owner, ClassProgram @class, FieldProgram field, Value place)
    {
        if (!Graph.Solver.IsLinked || !field.IsAssignedByConstructors || place is not Value.Symbol { IsState: true } symbol)
        {
            return null;
        }

        var assigned = new List<Expression>();
        if (field.Initializer is not null)
        {
            assigned.Add(field.Initializer);
        }

        var functions = new List<Expression.Lambda>();
        if (!assigned.All(a => Collect(a, null, functions, 0)) || !@class.Constructors.All(c => CollectAssigned(c, t => t is Expression.Member { Target: Expression.This } m && m.Name == field.Name, functions, 0)))
        {
            return null;
        }

        functions = functions.Distinct().ToList();
        if (functions.Count is 0 or > MostFunctions)
        {
            return null;
        }

        // One that all are not is the last.
        var found = functions.Take(functions.Count - 1).FirstOrDefault(f => Decide($"{symbol.Key} is {f.ToText()}", symbol)) ?? functions[functions.Count - 1];
        return new Value.Function(found, new Scope(owner, @class.Id, ".ctor", scope.Frame));
    }

    private bool CollectAssigned(MethodProgram method, Func<Expression, bool> isTarget, List<Expression.Lambda> functions, int depth) =>
        method.Statements().OfType<Statement.Assign>().All(a =>
            isTarget(a.Target) ? Collect(a.Value, method, functions, depth)
            : a.Target is not Expression.TupleOf tuple || !tuple.Items.Any(isTarget));

    // Adds every function that the expression can be; false where it can be one that the program does not show.
    private bool Collect(Expression expression, MethodProgram? method, List<Expression.Lambda> functions, int depth)
    {
        const int deepest = 8;
        switch (expression)
        {
            case var _ when depth > deepest:
                return false;
            case Expression.Lambda lambda:
                functions.Add(lambda);
                return lambda.IsClosed();
            case Expression.Null or Expression.Throw or Expression.Opaque { Reason: NoArm, Inputs.Count: 0 }:
                return true;
            case Expression.Apply { Function: Expression.Lambda { Parameters.Count: 0 } choosing, Arguments.Count: 0 }:
                return choosing.Statements().All(s => s is not Statement.Return { Value: { } result } || Collect(result, method, functions, depth + 1));
            case Expression.Conditional choice:
                return Collect(choice.Then, method, functions, depth + 1) && Collect(choice.Otherwise, method, functions, depth + 1);
            case Expression.Binary { Operator: "??" } either:
                return Collect(either.Left, method, functions, depth + 1) && Collect(either.Right, method, functions, depth + 1);
            case Expression.Local local when method is not null && method.Parameters.All(p => p.Name != local.Name):
                return method.Statements().OfType<Statement.Assign>().Any(a => a.Target.Equals(local)) && CollectAssigned(method, local.Equals, functions, depth + 1);
            case Expression.Method { Target: null, Types: null } call when program.Find(call.Class)?.Methods.Where(m => m.Name == call.Name).ToList() is [var factory]:
                return factory.Statements().All(s => s is not Statement.Return { Value: { } result } || Collect(result, factory, functions, depth + 1));
            default:
                return false;
        }
    }
}
