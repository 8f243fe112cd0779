using System.Globalization;
using System.Reflection;
using PrunableModels.Core;
using TorchSharp;
using Xunit;

namespace PrunableModels.Zoo.Tests;

/// <summary>The state dict that is known before a model runs is that of the live instance.</summary>
public sealed class StateDictTests
{
    // Their widths are in static tables, or a buffer is made in a way that is not followed.
    private static readonly HashSet<string> Partly = ["Swin"];

    /// <summary>The models that are made without arguments, or with defaults alone.</summary>
    public static TheoryData<string> Closed() => [.. Types().Where(t => !Partly.Contains(t.Name)).Select(t => t.FullName!)];

    /// <summary>Those of which not everything is known.</summary>
    public static TheoryData<string> Open() => [.. Types().Where(t => Partly.Contains(t.Name)).Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Closed))]
    public void Paths_and_shapes_are_known_at_compile_time(string name)
    {
        var type = typeof(ZooModel).Assembly.GetType(name, throwOnError: true)!;
        var parameters = Constructor(type).GetParameters();
        using var scope = torch.NewDisposeScope();
        var model = (torch.nn.Module)Activator.CreateInstance(type, [.. parameters.Select(p => p.DefaultValue)])!;
        var text = (string)type.GetField("GeneratedProgram", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        var known = ModelAnalysis.StateDict(ModelProgram.Parse(text), []);
        var live = model.state_dict().ToDictionary(t => t.Key, t => string.Join(", ", t.Value.shape));
        Assert.Empty(known.Unknown);
        Assert.Equal(live.Keys.Order(StringComparer.Ordinal), known.Entries.Select(e => e.Path).Order(StringComparer.Ordinal));
        Assert.Equal(
            live.Select(t => $"{t.Key} [{t.Value}]").Order(StringComparer.Ordinal),
            known.Entries.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Path} [{(e.Shape is null ? "unknown" : string.Join(", ", e.Shape))}]")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Open))]
    public void What_is_not_known_is_not_guessed(string name)
    {
        var type = typeof(ZooModel).Assembly.GetType(name, throwOnError: true)!;
        var text = (string)type.GetField("GeneratedProgram", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        StateDict known;
        try
        {
            known = ModelAnalysis.StateDict(ModelProgram.Parse(text), []);
        }
        catch (InvalidOperationException e)
        {
            Assert.Contains("is not known", e.Message, StringComparison.Ordinal);
            return;
        }

        using var scope = torch.NewDisposeScope();
        var model = (torch.nn.Module)Activator.CreateInstance(type, [.. Constructor(type).GetParameters().Select(p => p.DefaultValue)])!;
        var live = model.state_dict().ToDictionary(t => t.Key, t => string.Join(", ", t.Value.shape));
        Assert.Equal(live.Keys.Order(StringComparer.Ordinal), known.Entries.Select(e => e.Path).Order(StringComparer.Ordinal));
        var sure = known.Entries.Where(e => e.Shape is not null && e.Shape.All(s => s.IsConstant(out _))).ToList();
        Assert.All(sure, e => Assert.Equal(live[e.Path], string.Join(", ", e.Shape!)));
        Assert.InRange(sure.Count, 1, known.Entries.Count - 1);
    }

    [Fact]
    public void There_are_such_models() => Assert.True(Types().Count() >= 10);

    private static IEnumerable<Type> Types() =>
        from type in typeof(ZooModel).Assembly.GetTypes()
        where typeof(IPrunable).IsAssignableFrom(type) && type is { IsAbstract: false } && type.GetConstructors().Length > 0 && Constructor(type).GetParameters().All(p => p.HasDefaultValue)
        orderby type.FullName
        select type;

    private static ConstructorInfo Constructor(Type type) => type.GetConstructors().OrderBy(c => c.GetParameters().Length).First();
}
