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
    private const string MoveOut = "MoveToOuterDisposeScope";
    private readonly FrameValues values;
    private readonly ExpressionWriter expressions;

    public FrameCode(Frame frame, ModuleTree tree, Graph graph)
    {
        Frame = frame;
        values = new(graph);
        frame.Inputs.ForEach(values.Define);
        expressions = new(tree, tree.Find(frame.Module!.Path)!, values);
        UsesScope = frame.Outputs.Count > 0 && frame.Outputs.All(o => o.Producer is { Function: var f } node && node.Frame == frame && f.EndsWith(MoveOut, StringComparison.Ordinal));
        Steps = frame.Steps.Select(s => s.Node is { } node ? Step(node) : Step(s.Call!, tree)).OfType<StepCode>().ToList();
        Outputs = [.. frame.Outputs.Select(o => values.Known(o, null))];
        if (Outputs.Count == 0)
        {
            throw new CompactClassException($"forward of {TypeIds.Short(frame.Module.Class)} returns no tensor", null, "Return the tensors that it computes.");
        }

        RemoveDead();
        Structure = Describe();
    }

    public Frame Frame { get; }

    public IReadOnlyList<StepCode> Steps { get; private set; }

    public IReadOnlyList<GraphValue> Outputs { get; }

    /// <summary>Whether temporaries are freed on return, as the source does it.</summary>
    public bool UsesScope { get; }

    /// <summary>Everything but numbers and names.</summary>
    public string Structure { get; }

    public IEnumerable<Number> Numbers => Steps.SelectMany(s => s.Code.Numbers);

    /// <summary>The type that <c>forward</c> returns.</summary>
    public string ResultType => Outputs.Count == 1 ? "Tensor" : $"({string.Join(", ", Outputs.Select(_ => "Tensor"))})";

    /// <summary>The base class.</summary>
    public string BaseType => $"Module<{string.Concat(Frame.Inputs.Select(_ => "Tensor, "))}{ResultType}>";

    private StepCode? Step(Node node)
    {
        // Without the scope that the source opened, moving out would move a tensor out of the caller's.
        if (node.Function.EndsWith(MoveOut, StringComparison.Ordinal) && !UsesScope)
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
        var inPlace = FrameValues.IsInPlace(node);
        return new(code, node.Outputs, inPlace || node.Layer is not null, inPlace ? code.Operands.FirstOrDefault() : null, node.Operator.ReturnsList);
    }

    private StepCode? Step(Frame call, ModuleTree tree)
    {
        if (call.Module is null || tree.Find(call.Module.Path)!.DoesNothing)
        {
            return null;
        }

        var code = expressions.Call(call, Origin(call));
        var outputs = call.Outputs.Select(o => values.IsDefined(o) || o.Leaf is not null ? null : o).ToList();
        if (outputs.Contains(null) && outputs.Count > 1)
        {
            throw new CompactClassException($"forward of {call.Module.Path} returns one of its inputs together with other tensors", Origin(call), "Return only what it computes.");
        }

        var made = outputs.OfType<GraphValue>().ToList();
        made.ForEach(values.Define);
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
        var text = new StringBuilder(string.Join(", ", Frame.Inputs.Select(Name))).Append(UsesScope ? " using" : "");
        foreach (var step in Steps)
        {
            var code = step.Code.Render(p => p switch
            {
                CodePart.Operand o => Name(o.Value),
                CodePart.Extent e => $"{Name(e.Value)}.shape[{e.Index}]",
                CodePart.Member m => $"{Name(m.Value)}.{m.Name}",
                _ => "#",
            });
            text.Append($"; {string.Join(", ", step.Outputs.Select(Name))} = {code}");
        }

        return text.Append($"; {string.Join(", ", Outputs.Select(Name))}").ToString();
    }
}
