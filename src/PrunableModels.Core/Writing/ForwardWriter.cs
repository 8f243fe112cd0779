using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Writes <c>forward</c>. Tensors that the source gave a name are variables; the others are nested into the expression that
/// uses them, as deep as one can read, and never so that steps change their order.
/// </summary>
internal sealed class ForwardWriter
{
    private const int MaximumDepth = 3;
    private readonly ClassPlan plan;
    private readonly FrameCode forward;
    private readonly SourceWriter writer;
    private readonly Dictionary<GraphValue, int> lastUse = [];
    private readonly Dictionary<GraphValue, int> uses = [];
    private readonly Variables variables;
    private readonly List<Nested> pending = [];
    private readonly List<string> lines = [];

    public ForwardWriter(ClassPlan plan, SourceWriter writer)
    {
        this.plan = plan;
        this.writer = writer;
        forward = plan.Representative.Forward;
        var taken = plan.Representative.Fields.Select(f => f.Name.Name).Concat(plan.Stored.Select(p => p.Name)).Concat(["functional", "torch", "training"]);
        variables = new(taken, v => lastUse.TryGetValue(v, out var step) ? step : -1);
        CountUses();
    }

    public void Write()
    {
        var parameters = forward.Inputs.Select(i => $"Tensor {variables.Declare(i.Value, ParameterName(i))}").ToList();
        if (forward.UsesScope)
        {
            lines.Add($"using var {variables.Reserve("scope")} = NewDisposeScope();");
        }

        writer.Block($"public override {forward.ResultType} forward({string.Join(", ", parameters)})", () =>
        {
            for (var i = 0; i < forward.Steps.Count; i++)
            {
                Step(forward.Steps[i], i);
            }

            Return();
            LoopFolding.Fold(lines, plan.Representative.Fields, variables).ForEach(writer.Line);
        });
    }

    private void CountUses()
    {
        void Use(GraphValue value, int step, int count)
        {
            uses[value] = (uses.TryGetValue(value, out var before) ? before : 0) + count;
            lastUse[value] = step;
        }

        for (var i = 0; i < forward.Steps.Count; i++)
        {
            forward.Steps[i].Code.Operands.ToList().ForEach(v => Use(v, i, 1));

            // What is measured has to be in a variable, as something that is used more than once.
            forward.Steps[i].Code.Measured.ToList().ForEach(v => Use(v, i, 2));
        }

        forward.Outputs.ToList().ForEach(v => Use(v, forward.Steps.Count, 1));
    }

    private void Step(StepCode step, int index)
    {
        var made = Tail(step.Code.Operands) is { } tail ? Nest(step, index, tail) : null;
        if (made is null || made.Depth > MaximumDepth || $"var {NameOf(step)} = {made.Text};".Length > writer.Columns)
        {
            Flush();
            made = Nest(step, index, []);
        }

        pending.RemoveRange(pending.Count - made.Parts, made.Parts);
        if (IsNested(step, index))
        {
            pending.Add(made);
            return;
        }

        Flush();
        Emit(step, index, made.Text);
    }

    private bool IsNested(StepCode step, int index)
    {
        if (step.IsList || step.Outputs.Count != 1 || !uses.TryGetValue(step.Outputs[0], out var count) || count != 1)
        {
            return false;
        }

        return NameOf(step) is null || (index == forward.Steps.Count - 1 && forward.Outputs.Count == 1);
    }

    private string? NameOf(StepCode step) => step.Outputs.Count == 1 ? NameOf(step.Outputs[0]) : null;

    private string? NameOf(GraphValue value) => forward.NameOf(value);

    private static string ParameterName(FrameInput input) => input switch
    {
        { Parameter: null } => "x",
        { IsPacked: true } => Identifiers.Singular(input.Parameter),
        _ => input.Parameter,
    };

    // The operands that are expressions yet, if they are the last ones and in the order in which they were made.
    private List<Nested>? Tail(IEnumerable<GraphValue> operands)
    {
        var wanted = operands.Where(o => pending.Any(p => ReferenceEquals(p.Value, o))).ToList();
        var tail = pending.Skip(pending.Count - wanted.Count).ToList();
        return tail.Select(t => t.Value).SequenceEqual(wanted) ? tail : null;
    }

    private Nested Nest(StepCode step, int index, List<Nested> nested)
    {
        var inner = nested.Select(n => n.Depth).DefaultIfEmpty(0).Max();
        return new(step, index, Render(step.Code, nested), step.Code.Precedence == Precedence.Primary ? inner + 1 : inner, nested.Count);
    }

    private string Render(Code code, List<Nested> nested) => code.Render(part => part switch
    {
        CodePart.Operand operand => Operand(operand, nested),
        CodePart.Extent extent => $"{variables[extent.Value]}.shape[{extent.Index}]",
        CodePart.Member member => $"{variables[member.Value]}.{member.Name}",
        CodePart.Literal literal => plan.Text(literal.Number),
        CodePart.Item item => Item(item),
        _ => throw new ArgumentException("unknown part", nameof(code)),
    });

    private string Item(CodePart.Item item)
    {
        var text = $"{Render(item.List, [])}[{item.Index}]";
        return item.Container.Container?.Cast(item.Index) is { } type ? $"(({type}){text})" : text;
    }

    private string Operand(CodePart.Operand operand, List<Nested> nested)
    {
        var inner = nested.FirstOrDefault(n => ReferenceEquals(n.Value, operand.Value));
        return inner is null ? variables[operand.Value]
            : inner.Step.Code.Precedence < operand.AtLeast ? $"({inner.Text})"
            : inner.Text;
    }

    private void Flush()
    {
        pending.ForEach(made => Emit(made.Step, made.Index, made.Text));
        pending.Clear();
    }

    private void Emit(StepCode step, int index, string text)
    {
        var used = step.Outputs.Where(uses.ContainsKey).ToList();
        if (used.Count == 0)
        {
            lines.Add($"{text};");
        }
        else if (step.IsList)
        {
            EmitList(step, index, text);
        }
        else if (step.Outputs.Count == 1)
        {
            var (name, isNew) = variables.Assign(step.Outputs[0], NameOf(step), index, step.Changed);
            lines.Add($"{(isNew ? "var " : "")}{name} = {text};");
        }
        else
        {
            var targets = step.Outputs.Select(o => uses.ContainsKey(o) ? variables.Assign(o, NameOf(o), index, null) : (Name: "_", IsNew: false)).ToList();
            lines.Add($"({string.Join(", ", targets.Select(t => (t.IsNew ? "var " : "") + t.Name))}) = {text};");
        }
    }

    private void EmitList(StepCode step, int index, string text)
    {
        var parts = variables.Reserve("parts");
        lines.Add($"var {parts} = {text};");
        for (var i = 0; i < step.Outputs.Count; i++)
        {
            if (uses.ContainsKey(step.Outputs[i]))
            {
                var (name, isNew) = variables.Assign(step.Outputs[i], NameOf(step.Outputs[i]), index, null);
                lines.Add($"{(isNew ? "var " : "")}{name} = {parts}[{i}];");
            }
        }
    }

    private void Return()
    {
        var nested = Tail(forward.Outputs);
        if (nested is null || nested.Count != pending.Count || nested.Sum(n => n.Text.Length) > writer.Columns - "return ();".Length)
        {
            Flush();
            nested = [];
        }

        var outputs = forward.Outputs.Select(o => Operand(new(o, Precedence.Additive), nested)).ToList();
        lines.Add($"return {(outputs.Count == 1 ? outputs[0] : $"({string.Join(", ", outputs)})")};");
    }

    private sealed record Nested(StepCode Step, int Index, string Text, int Depth, int Parts)
    {
        public GraphValue Value => Step.Outputs[0];
    }
}
