using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Writes an execution of a model as a class of plain C#: literal widths, TorchSharp as its only dependency, and the names of the
/// original in its state dict.
/// </summary>
public static class CompactClassWriter
{
    /// <summary>Writes the class.</summary>
    /// <param name="graph">One execution of the model, in which the arguments and shapes of layers are numbers.</param>
    /// <param name="options">What the class is called.</param>
    /// <returns>One file of C#.</returns>
    /// <exception cref="CompactClassException">The model has something that cannot be written.</exception>
    /// <exception cref="ArgumentException">A name in the options is no name of C#.</exception>
    public static string Write(Graph graph, CompactClassOptions options)
    {
        if (!Identifiers.IsValid(options.ClassName) || options.Namespace?.Split('.').All(Identifiers.IsValid) == false)
        {
            throw new ArgumentException($"{options.Namespace}.{options.ClassName} is no name of C#.", nameof(options));
        }

        if (graph.Undecided.Count > 0)
        {
            throw new CompactClassException(
                $"The model cannot be written: whether {graph.Undecided[0]} is not known", null, "Keep it in a member that generated code can read, of a class that is not generic and that the model's class can name.");
        }

        if (graph.InputConditions is [var condition, ..])
        {
            throw new CompactClassException($"The model does something else where {condition}", null, "Use the compact instance, which goes on running the model's own code.");
        }

        var plans = ClassPlanner.Plan(InstanceReader.Read(graph), options.ClassName);
        var body = new SourceWriter();
        Class(plans[0], "public", body, [.. plans.Skip(1)]);
        return $"{Head(plans, options, body.ToString())}{body}";
    }

    private static string Head(IReadOnlyList<ClassPlan> plans, CompactClassOptions options, string body)
    {
        var writer = new SourceWriter();
        writer.Line($"// {TypeIds.Short(plans[0].Representative.Class)} made compact; its weights are in the .safetensors file that was saved with it.");
        foreach (var name in Usings(plans, body))
        {
            writer.Line($"using {name};");
        }

        writer.Line();
        if (!string.IsNullOrEmpty(options.Namespace))
        {
            writer.Line($"namespace {options.Namespace};");
            writer.Line();
        }

        return writer.ToString();
    }

    private static IEnumerable<string> Usings(IReadOnlyList<ClassPlan> plans, string body)
    {
        if (new[] { " torch.", "(torch.", "[torch.", "Padding.", "PaddingModes." }.Any(body.Contains))
        {
            yield return "TorchSharp";
        }

        var nested = plans.Select(p => p.Name).ToList();
        if (plans.SelectMany(p => p.Representative.Fields).Select(f => f.Value.Type).Except(nested).Any(t => t != "Tensor"))
        {
            yield return "TorchSharp.Modules";
        }

        yield return "static TorchSharp.torch";
        yield return "static TorchSharp.torch.nn";
    }

    private static void Class(ClassPlan plan, string access, SourceWriter writer, IReadOnlyList<ClassPlan> nested)
    {
        var forward = plan.Representative.Forward;
        writer.Block($"{access} sealed class {plan.Name} : {forward.BaseType}", () =>
        {
            var constructor = new ConstructorWriter(plan, writer);
            if (plan.Representative.Fields.Count + plan.Stored.Count > 0)
            {
                constructor.Members();
                writer.Line();
            }

            constructor.Constructor();
            writer.Line();
            new ForwardWriter(plan, writer).Write();
            foreach (var inner in nested)
            {
                writer.Line();
                Class(inner, "private", writer, []);
            }
        });
    }
}
