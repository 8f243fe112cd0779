using System;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Static fields and properties of users' classes: where nothing can assign to them later, what their initialisers say.</content>
internal sealed partial class Interpreter
{
    private Value StaticMember(Expression.Static member)
    {
        if (program.Find(member.Class) is not { } @class)
        {
            return new Value.Symbol($"{TypeIds.Short(member.Class)}.{member.Name}");
        }

        if (@class.Methods.FirstOrDefault(m => m.Name == $"get_{member.Name}") is { } getter)
        {
            return Invoke(null, new(@class, getter), [], scope.Frame);
        }

        var field = @class.Fields.FirstOrDefault(f => f.IsStatic && (f.Name == member.Name || Plain(f.Name) == member.Name));
        if (field is null)
        {
            return new Value.Symbol($"{TypeIds.Short(member.Class)}.{member.Name}");
        }

        if (root?.ReadStatic(member.Class, field.Name) is { } live)
        {
            return live;
        }

        // An object that the class holds for all may have been changed since; a number cannot.
        InitializeStatics(@class);
        return statics.TryGetValue((@class.Id, field.Name), out var value) && (!Graph.Solver.IsLinked || value is Value.Integer or Value.Number or Value.Flag or Value.Text) ? value
            : Typed(new($"{TypeIds.Short(@class.Id)}.{Plain(field.Name)}") { Type = field.Type }, field);
    }

    private void InitializeStatics(ClassProgram @class)
    {
        if (!initialized.Add(@class.Id))
        {
            return;
        }

        Within(new(null, @class.Id, ".cctor", scope.Frame), () =>
        {
            foreach (var field in @class.Fields.Where(f => f is { IsStatic: true, Initializer: not null }))
            {
                statics[(@class.Id, field.Name)] = Evaluate(field.Initializer!);
            }

            return true;
        });
    }

    private void AssignStatic(Expression.Static target, Value value)
    {
        if (program.Find(target.Class)?.Fields.FirstOrDefault(f => f.IsStatic && (f.Name == target.Name || Plain(f.Name) == target.Name)) is { } field)
        {
            statics[(target.Class, field.Name)] = value;
        }
    }
}
