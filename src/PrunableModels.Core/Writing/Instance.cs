using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A member of a class and what its constructor puts into it.</summary>
internal sealed record Field(MemberName Name, Initializer Value);

/// <summary>One object of a user's class: its members and its <c>forward</c>.</summary>
internal sealed class Instance
{
    private IReadOnlyList<Number>? numbers;

    public Instance(ModuleNode node, IReadOnlyList<Field> fields, FrameCode forward)
    {
        Node = node;
        Fields = fields;
        Forward = forward;
        Structure = $"{Class}({string.Join(", ", fields.Select(f => $"{f.Name.Identifier}: {f.Value.Shape}"))}) {{ {forward.Structure} }}";
    }

    public ModuleNode Node { get; }

    public IReadOnlyList<Field> Fields { get; }

    public FrameCode Forward { get; }

    /// <summary>The class of the original.</summary>
    public string Class => Node.Module!.Class;

    /// <summary>Everything but the numbers: instances with the same structure can share a class.</summary>
    public string Structure { get; }

    /// <summary>The class that is written for it, once planned.</summary>
    public ClassPlan Plan { get; set; } = null!;

    /// <summary>The numbers of the members, then those of <c>forward</c>.</summary>
    public IReadOnlyList<Number> Numbers => numbers ??= [.. Fields.SelectMany(f => f.Value.Numbers), .. Forward.Numbers];
}
