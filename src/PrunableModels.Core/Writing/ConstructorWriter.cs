using System.Linq;

namespace PrunableModels.Core;

/// <summary>Writes the members and the constructor of a class.</summary>
internal sealed class ConstructorWriter(ClassPlan plan, SourceWriter writer)
{
    public void Members()
    {
        foreach (var parameter in plan.Stored)
        {
            writer.Line($"private readonly {parameter.Type} {Identifiers.Escape(parameter.Name)};");
        }

        foreach (var field in plan.Representative.Fields)
        {
            writer.Line(field.Name.Declare(field.Value.Type));
        }
    }

    public void Constructor()
    {
        Head();
        writer.Line("{");
        writer.Indented(() =>
        {
            foreach (var parameter in plan.Stored)
            {
                writer.Line($"this.{Identifiers.Escape(parameter.Name)} = {Identifiers.Escape(parameter.Name)};");
            }

            foreach (var field in plan.Representative.Fields)
            {
                field.Value.Write(writer, $"{field.Name.Identifier} = ", ";", plan.Text);
            }

            writer.Line("RegisterComponents();");
        });
        writer.Line("}");
    }

    private void Head()
    {
        var parameters = plan.Parameters.Select(p => $"{p.Type} {Identifiers.Escape(p.Name)}").ToList();
        var line = $"public {plan.Name}({string.Join(", ", parameters)})";
        if (line.Length <= writer.Columns)
        {
            writer.Line(line);
        }
        else
        {
            writer.Line($"public {plan.Name}(");
            writer.Indented(() => parameters.Select((p, i) => p + (i + 1 < parameters.Count ? "," : ")")).ToList().ForEach(writer.Line));
        }

        writer.Indented(() => writer.Line($": base(nameof({plan.Name}))"));
    }
}
