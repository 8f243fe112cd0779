using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PrunableModels.Core;

/// <summary>One statement to be: an expression and the tensors that it gives.</summary>
/// <param name="Code">The expression.</param>
/// <param name="Outputs">The tensors; several from a tuple.</param>
/// <param name="HasEffect">Whether it is needed also where nothing reads the tensors.</param>
/// <param name="Changed">The tensor that it changes in place, or null.</param>
/// <param name="IsList">Whether it gives an array of the tensors.</param>
internal sealed record StepCode(Code Code, IReadOnlyList<GraphValue> Outputs, bool HasEffect, GraphValue? Changed = null, bool IsList = false);

/// <summary>A call of a module as expressions, each step one, with the steps left out that nothing needs.</summary>
internal sealed class FrameCode
{
    // Module<T1, ..., T6, TResult> is the longest that TorchSharp has.
    private const int MostInputs = 6;
    private readonly FrameValues values;
    private readonly ExpressionWriter expressions;

    private readonly FrameBoundaries boundaries;

    public FrameCode(Frame frame, ModuleTree tree, FrameBoundaries boundaries, Graph graph)
    {
        Frame = frame;
        this.boundaries = boundaries;
        var boundary = boundaries[frame];
        values = new(graph);
        Inputs = boundary.Inputs;
        Inputs.ToList().ForEach(i => values.Define(i.Value));
        if (Inputs.Count > MostInputs)
        {
            throw new CompactClassException($"{(frame.Caller is null ? "The model" : frame.Module!.Path)} takes {Inputs.Count} tensors, and a Module at most {MostInputs}", Origin(frame), "Put some of them together with torch.cat or torch.stack.");
        }

        expressions = new(tree, tree.Find(frame.Module!.Path)!, values);
        UsesScope = boundary.Outputs.Count > 0 && boundary.Outputs.All(o => o.Producer is { } node && node.Frame == frame && FrameValues.MovesOut(node));
        Steps = frame.Steps.Select(s => s.Node is { } node ? Step(node) : Step(s.Call!, tree)).OfType<StepCode>().ToList();
        Outputs = [.. boundary.Outputs.Select(o => values.Known(o, null))];
        if (Outputs.Count == 0)
        {
            throw new CompactClassException($"forward of {TypeIds.Short(frame.Module.Class)} returns no tensor", null, "Return the tensors that it computes.");
        }

        RemoveDead();
        Structure = Describe();
    }

    public Frame Frame { get; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<FrameInput> Inputs { get; }

    public IReadOnlyList<StepCode> Steps { get; private set; }

    public IReadOnlyList<GraphValue> Outputs { get; }

    /// <summary>Whether temporaries are freed on return, as the source does it.</summary>
    public bool UsesScope { get; }

    /// <summary>Everything but numbers and names.</summary>
    public string Structure { get; }

    public IEnumerable<Number> Numbers => Steps.SelectMany(s => s.Code.Numbers);

    /// <summary>The variable that holds a tensor: as the source calls it, or the list in which it crosses to other blocks.</summary>
    public string? NameOf(GraphValue value) => Frame.Names.TryGetValue(value, out var name) ? name : boundaries.NameOf(value);

    /// <summary>The type that <c>forward</c> returns.</summary>
    public string ResultType => Outputs.Count == 1 ? "Tensor" : $"({string.Join(", ", Outputs.Select(_ => "Tensor"))})";

    /// <summary>The base class.</summary>
    public string BaseType => $"Module<{string.Concat(Inputs.Select(_ => "Tensor, "))}{ResultType}>";

    private StepCode? Step(Node node)
    {
        // Without the scope that the source opened, moving out would move a tensor out of the caller's.
        if (FrameValues.MovesOut(node) && !UsesScope)
        {
            values.Alias(node.Outputs[0], values.Known(node.Operands[0]!, node.Origin));
            return null;
        }

        if (ModuleTree.IsNeedless(node))
        {
            values.Alias(node.Outputs[0], values.Known(node.Operands[0]!, node.Origin));
            return null;
        }

        var code = expressions.Apply(node);
        node.Outputs.ForEach(values.Define);
        var inPlace = node.WritesInPlace;
        return new(code, node.Outputs, inPlace || node.Layer is not null, inPlace ? code.Operands.FirstOrDefault() : null, node.Operator.ReturnsList);
    }

    private StepCode? Step(Frame call, ModuleTree tree)
    {
        if (call.Module is null || tree.Find(call.Module.Path)!.DoesNothing)
        {
            return null;
        }

        var boundary = boundaries[call];
        var code = expressions.Call(call, boundary.Inputs, Origin(call));
        var made = boundary.Outputs.Where(o => o.Leaf is null && !values.IsDefined(o)).ToList();
        foreach (var output in made)
        {
            values.Define(output);
            FrameValues.Versions(output).Where(v => !values.IsDefined(v)).ToList().ForEach(v => values.Alias(v, output));
        }

        return new(code, made, HasEffect: true);
    }

    private static Origin? Origin(Frame call) => call.Steps.Select(s => s.Node is { } node ? node.Origin : Origin(s.Call!)).FirstOrDefault(o => o is not null);

    private void RemoveDead()
    {
        var used = new HashSet<GraphValue>(Outputs);
        var kept = new List<StepCode>();
        foreach (var step in Steps.Reverse())
        {
            if (step.HasEffect || step.Outputs.Any(used.Contains))
            {
                kept.Insert(0, step);
                used.UnionWith(step.Code.Operands.Concat(step.Code.Measured));
            }
        }

        Steps = kept;
    }

    private string Describe()
    {
        var names = new Dictionary<GraphValue, string>();
        string Name(GraphValue value) => names.TryGetValue(value, out var name) ? name : names[value] = $"v{names.Count.ToString(CultureInfo.InvariantCulture)}";
        string Part(CodePart part) => part switch
        {
            CodePart.Operand o => Name(o.Value),
            CodePart.Extent e => $"{Name(e.Value)}.shape[{e.Index}]",
            CodePart.Member m => $"{Name(m.Value)}.{m.Name}",
            CodePart.Item i => $"{i.List.Render(Part)}[{i.Index}]",
            _ => "#",
        };
        var text = new StringBuilder(string.Join(", ", Inputs.Select(i => Name(i.Value)))).Append(UsesScope ? " using" : "");
        foreach (var step in Steps)
        {
            text.Append($"; {string.Join(", ", step.Outputs.Select(Name))} = {step.Code.Render(Part)}");
        }

        return text.Append($"; {string.Join(", ", Outputs.Select(Name))}").ToString();
    }
}
