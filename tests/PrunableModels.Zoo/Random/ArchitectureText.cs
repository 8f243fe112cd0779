using System.Text;

namespace PrunableModels.Zoo;

/// <summary>A random architecture as source: a class as a user writes it, and the program that is read from one.</summary>
internal static class ArchitectureText
{
    public static string Program(Architecture architecture)
    {
        var text = new StringBuilder($"class {typeof(RandomModule).FullName} {{\n");
        foreach (var member in architecture.Members)
        {
            text.Append($"  field {(member.Type == "Parameter" ? "Tensor" : "Module")} \"{member.Name}\"\n");
        }

        text.Append("  method forward(x) {\n");
        for (var i = 0; i < architecture.Steps.Count; i++)
        {
            text.Append($"    v{i + 1} = {Line(architecture.Steps[i], s => s.Program)}\n");
        }

        return text.Append($"    return v{architecture.Steps.Count}\n  }}\n}}\n").ToString();
    }

    public static string Source(Architecture architecture)
    {
        var text = new StringBuilder($"// Input: {(architecture.Input.Vocabulary > 0 ? "tokens " : "")}{architecture.Input.Shape}\n[Prunable]\n");
        text.Append($"public sealed partial class {nameof(RandomModule)} : Module<Tensor, Tensor>\n{{\n");
        foreach (var member in architecture.Members)
        {
            text.Append($"    private readonly {member.Type} {member.Name} = {member.Initialiser};\n");
        }

        text.Append($"\n    public {nameof(RandomModule)}() : base(nameof({nameof(RandomModule)})) => RegisterComponents();\n\n");
        text.Append("    public override Tensor forward(Tensor x)\n    {\n");
        for (var i = 0; i < architecture.Steps.Count; i++)
        {
            text.Append($"        {(i < architecture.Steps.Count - 1 ? $"var v{i + 1} =" : "return")} {Line(architecture.Steps[i], s => s.Source)};{(i < architecture.Steps.Count - 1 ? $" // {architecture.Steps[i].Shape}" : "")}\n");
        }

        return text.Append("    }\n}\n").ToString();
    }

    private static string Line(Step step, Func<Step, string> form)
    {
        var text = form(step);
        for (var i = 0; i < step.Operands.Count; i++)
        {
            text = text.Replace($"{{{i}}}", step.Operands[i] == 0 ? "x" : $"v{step.Operands[i]}", StringComparison.Ordinal);
        }

        return text;
    }
}
