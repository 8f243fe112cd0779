using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A <c>Sequential</c> or <c>ModuleList</c> with its modules.</summary>
internal sealed class ContainerInitializer(ModuleNode node, IReadOnlyList<(string Name, Initializer Value)> items) : Initializer
{
    private const string AnyModule = "Module";

    public IEnumerable<Initializer> Values => items.Select(i => i.Value);

    private bool IsSequential => node.Module?.Class == "Sequential";

    private bool HasNames => items.Where((item, i) => item.Name != i.ToString(CultureInfo.InvariantCulture)).Any();

    public override string Type => IsSequential ? "Sequential" : $"ModuleList<{ElementType()}>";

    public override string BaseType => IsSequential ? base.BaseType : Type;

    public override string Shape => $"{(IsSequential ? "Sequential" : "ModuleList")}({string.Join(", ", items.Select(i => $"{i.Name}: {i.Value.Shape}"))})";

    public override IEnumerable<Number> Numbers => items.SelectMany(i => i.Value.Numbers);

    public override string Render(Func<Number, string> number) =>
        $"{Type}({string.Join(", ", items.Select(i => $"{Prefix(i.Name)}{i.Value.Render(number)}{Suffix}"))})";

    public override void Write(SourceWriter writer, string prefix, string suffix, Func<Number, string> number)
    {
        var line = prefix + Render(number) + suffix;
        if (line.Length <= writer.Columns || items.Count == 0)
        {
            writer.Line(line);
            return;
        }

        writer.Line($"{prefix}{Type}(");
        writer.Indented(() =>
        {
            for (var i = 0; i < items.Count; i++)
            {
                items[i].Value.Write(writer, Prefix(items[i].Name), Suffix + (i + 1 < items.Count ? "," : ")" + suffix), number);
            }
        });
    }

    private string Suffix => HasNames ? ")" : "";

    private string Prefix(string name) => HasNames ? $"(\"{name}\", " : "";

    /// <summary>The type to which an item has to be cast before it can be called; null where the list knows it.</summary>
    public string? Cast(int index) => !IsSequential && ElementType() == AnyModule ? items[index].Value.Type : null;

    private string ElementType()
    {
        var types = items.Select(i => i.Value.Type).Distinct().ToList();
        var shared = items.Select(i => i.Value.BaseType).Distinct().ToList();
        return types.Count == 1 ? types[0] : shared.Count == 1 ? shared[0] : AnyModule;
    }
}
