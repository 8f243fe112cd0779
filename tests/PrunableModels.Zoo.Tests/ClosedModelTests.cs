using System.Globalization;
using System.Reflection;
using PrunableModels.Core;
using TorchSharp;
using Xunit;

namespace PrunableModels.Zoo.Tests;

/// <summary>Models that are made without arguments, or with defaults alone: what they are is known before they run.</summary>
public sealed class ClosedModelTests
{
    /// <summary>Models of which not everything is known: buffers of Swin are made in a way that is not followed.</summary>
    private static readonly HashSet<string> Partly = ["Swin"];

    /// <summary>Models whose loop over the positions of a sequence has more turns than linking executes.</summary>
    private static readonly HashSet<string> TooLong = ["Mamba"];

    public static TheoryData<string> Closed() => [.. Types().Where(t => !Partly.Contains(t.Name)).Select(t => t.FullName!)];

    public static TheoryData<string> Open() => [.. Types().Where(t => Partly.Contains(t.Name)).Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Closed))]
    public void Names_shapes_and_groups_of_compile_time_are_those_of_the_instance(string name)
    {
        using var scope = torch.NewDisposeScope();
        var model = Create(name, out var program);
        var known = ModelAnalysis.StateDict(program, []);
        Assert.Empty(known.Unknown);
        Assert.Equal(
            model.state_dict().Select(t => $"{t.Key} [{string.Join(", ", t.Value.shape)}]").Order(StringComparer.Ordinal),
            known.Entries.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Path} [{(e.Shape is null ? "unknown" : string.Join(", ", e.Shape))}]")).Order(StringComparer.Ordinal));

        if (TooLong.Contains(model.GetType().Name))
        {
            Assert.Contains("steps", Assert.Throws<InvalidOperationException>(() => Linked(model)).Message, StringComparison.Ordinal);
            return;
        }

        var analysis = ModelAnalysis.Analyze(program, []);
        Assert.Null(analysis.Problem);
        Assert.NotEmpty(analysis.Configurations);
        Assert.All(analysis.Configurations, c => Assert.Equal(Linked(model), Groups(c.Groups)));
    }

    [Theory]
    [MemberData(nameof(Open))]
    public void What_is_not_known_is_not_guessed(string name)
    {
        using var scope = torch.NewDisposeScope();
        var model = Create(name, out var program);
        var known = ModelAnalysis.StateDict(program, []);
        var live = model.state_dict().ToDictionary(t => t.Key, t => string.Join(", ", t.Value.shape));
        Assert.Equal(live.Keys.Order(StringComparer.Ordinal), known.Entries.Select(e => e.Path).Order(StringComparer.Ordinal));
        var sure = known.Entries.Where(e => e.Shape is not null && e.Shape.All(s => s.IsConstant(out _))).ToList();
        Assert.All(sure, e => Assert.Equal(live[e.Path], string.Join(", ", e.Shape!)));
        Assert.InRange(sure.Count, 1, known.Entries.Count - 1);

        var linked = Linked(model);
        Assert.All(ModelAnalysis.Analyze(program, []).Configurations, c => Assert.Subset(linked.ToHashSet(), Groups(c.Groups).ToHashSet()));
    }

    [Fact]
    public void There_are_such_models() => Assert.True(Types().Count() >= 10);

    private static torch.nn.Module Create(string name, out ModelProgram program)
    {
        var type = typeof(ZooModel).Assembly.GetType(name, throwOnError: true)!;
        program = ModelProgram.Parse((string)type.GetField("GeneratedProgram", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!);
        return (torch.nn.Module)Activator.CreateInstance(type, [.. Constructor(type).GetParameters().Select(p => p.DefaultValue)])!;
    }

    private static IReadOnlyList<string> Linked(torch.nn.Module model) => Groups(((IPrunable)model).Pruning.Linked.Groups);

    private static IReadOnlyList<string> Groups(GroupSet groups) =>
        [.. groups.Prunable.Select(g => $"{g.Id} {g.Extent}: {string.Join(", ", g.Occurrences.Select(o => $"{o.Path}:{o.Axis} {o.Role} {o.Type}").Distinct().Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal)];

    private static IEnumerable<Type> Types() =>
        from type in typeof(ZooModel).Assembly.GetTypes()
        where typeof(IPrunable).IsAssignableFrom(type) && type is { IsAbstract: false } && type.GetConstructors().Length > 0 && Constructor(type).GetParameters().All(p => p.HasDefaultValue)
        orderby type.FullName
        select type;

    private static ConstructorInfo Constructor(Type type) => type.GetConstructors().OrderBy(c => c.GetParameters().Length).First();
}
