using System.Reflection;
using PrunableModels.Core;
using PrunableModels.Zoo;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>
/// What every idiom is put through: the generator has read the class when these tests were compiled; it is linked to an instance,
/// structures are set to zero, it is made compact, and the outputs are compared.
/// </summary>
internal static class Idiom
{
    private const double Rounding = 1e-12;
    private static readonly Lock Seeded = new();

    /// <summary>A model of one tensor: everything in it is understood, and exactly the given groups can be pruned.</summary>
    /// <param name="create">A new instance.</param>
    /// <param name="shape">The shape of its input.</param>
    /// <param name="groups">Ids of the groups, such as <c>conv1.weight:0</c>.</param>
    public static void Prunes<T>(Func<T> create, long[] shape, params string[] groups)
        where T : nn.Module<Tensor, Tensor>, IPrunable =>
        Prunes(ZooModel.Of(typeof(T).Name, create, shape), groups);

    /// <summary>A model in which soundness asks for a group to be kept, with its reason; exactly the others can be pruned.</summary>
    /// <param name="create">A new instance.</param>
    /// <param name="shape">The shape of its input.</param>
    /// <param name="kept">Id of the group that is kept.</param>
    /// <param name="reason">A part of the reason.</param>
    /// <param name="groups">Ids of the groups that can be pruned.</param>
    public static void Keeps<T>(Func<T> create, long[] shape, string kept, string reason, params string[] groups)
        where T : nn.Module<Tensor, Tensor>, IPrunable =>
        Keeps(ZooModel.Of(typeof(T).Name, create, shape), kept, reason, groups);

    /// <summary>Any model in which soundness asks for a group to be kept.</summary>
    public static void Keeps(ZooModel model, string kept, string reason, params string[] groups)
    {
        using (var instance = Create(model))
        {
            Assert.True(groups.Order().SequenceEqual(instance.Pruning.Groups.Select(g => g.Id).Order()), instance.Pruning.Explain());
            var reasons = instance.Pruning.Linked.Groups.Kept.Where(g => g.Id == kept).Select(g => g.Kept!.ToString()).ToList();
            Assert.True(reasons is [var only] && only.Contains(reason, StringComparison.Ordinal), $"{kept}: {string.Join(", ", reasons)}\n{instance.Pruning.Explain()}");
        }

        Survives(model);
    }

    /// <summary>Any model: everything in it is understood, and exactly the given groups can be pruned.</summary>
    public static void Prunes(ZooModel model, params string[] groups)
    {
        Links(model, groups);
        Survives(model);
    }

    private static ZooInstance Create(ZooModel model)
    {
        lock (Seeded)
        {
            return model.Create(ScalarType.Float64);
        }
    }

    // Zeroed and compact compute the same, and what is compact can be trained.
    private static void Survives(ZooModel model)
    {
        // The generator of random numbers is one for the process.
        lock (Seeded)
        {
            foreach (var keep in (double[])[0.1, 0.5, 0.9])
            {
                for (var seed = 1; seed <= 2; seed++)
                {
                    manual_seed(seed);
                    using var instance = model.Create(ScalarType.Float64);
                    Assert.InRange(ZooCheck.Difference(instance, keep, seed), 0, Rounding);
                    ZooCheck.TrainingStep(instance);
                }
            }
        }
    }

    /// <summary>A model that TorchSharp cannot move to another type: checked as it was made, to the rounding of that.</summary>
    public static void PrunesAsMade<T>(T model, Tensor input, params string[] groups)
        where T : nn.Module<Tensor, Tensor>, IPrunable
    {
        const double rounding = 1e-5;
        Names(model, []);
        Assert.Equal(groups, model.Pruning.Groups.Select(g => g.Id));
        Assert.Equal(groups, Compiled(model).Where(g => g.Kept is null && g.Width != "1").Select(g => g.Id));
        using var mask = Masks.Random(model.Pruning, 0.5, seed: 1);
        using var gradients = no_grad();
        Masks.Zero(model.Pruning, mask);
        using var zeroed = model.call(input);
        model.Compact(mask, new() { Verify = false });
        using var compact = model.call(input);
        Assert.True(zeroed.abs().max().item<float>() > 0);
        Assert.InRange((zeroed - compact).abs().max().item<float>(), 0, rounding * zeroed.abs().max().item<float>());
    }

    // What the compiler said has to be what linking finds.
    private static void Links(ZooModel model, string[] groups)
    {
        using var instance = Create(model);
        var linked = instance.Pruning.Linked;
        Assert.Empty(linked.Groups.Graph.Nodes.Where(n => n.Operator == OperatorTable.Unknown).Select(n => $"{n} is not understood"));
        var found = instance.Pruning.Groups.Select(g => g.Id).Order().ToList();
        Assert.True(groups.Order().SequenceEqual(found), $"found {string.Join(" ", found)}\n{instance.Pruning.Explain()}");
        var compiled = Compiled(instance.Module);
        if (IsClosed(instance.Module.GetType()))
        {
            Names(instance.Module, []);
        }

        if (IsClosed(instance.Module.GetType()))
        {
            Assert.Equal(linked.Spaces.Select(Text).Order(), compiled.Where(g => g.Kept is null && g.Width != "1").Select(Text).Distinct().Order());
        }
        else
        {
            // Loops stand with three turns, and what a parameter decides both ways: what is there at all has to be prunable one way.
            var ids = compiled.Select(g => g.Id).ToHashSet();
            Assert.Empty(groups.Where(ids.Contains).Except(compiled.Where(g => g.Kept is null).Select(g => g.Id)));
            Assert.NotEmpty(compiled);
        }
    }

    /// <summary>The state dict that is known before a model runs is that of the live instance.</summary>
    /// <param name="model">The instance.</param>
    /// <param name="arguments">What it was constructed with.</param>
    public static void Names(nn.Module model, IReadOnlyList<(string?, Value)> arguments)
    {
        var text = (string)model.GetType().GetField("GeneratedProgram", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        var known = ModelAnalysis.StateDict(ModelProgram.Parse(text), arguments);
        Assert.Empty(known.Unknown);
        Assert.Equal(
            model.state_dict().Select(t => $"{t.Key} [{string.Join(", ", t.Value.shape)}]{(t.Value is TorchSharp.Modules.Parameter ? "" : " buffer")}").Order(),
            known.Entries.Select(e => $"{e.Path} [{(e.Shape is null ? "unknown" : string.Join(", ", e.Shape))}]{(e.IsBuffer ? " buffer" : "")}").Order());
    }

    // Nothing about the instance depends on an argument.
    private static bool IsClosed(Type type) => type.GetConstructors().All(c => c.GetParameters().Length == 0);

    /// <summary>What the generator wrote of the groups.</summary>
    public static IReadOnlyList<GroupTemplate> Compiled(nn.Module model) =>
        (IReadOnlyList<GroupTemplate>)model.GetType().GetProperty("PruningGroups", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    private static string Text(LinkedSpace space) =>
        $"{space.Linked.Id} {space.Linked.Width} {Places(space.Group.Occurrences.Select(o => (o.Path, o.Axis, $"{o.Role}")))}";

    private static string Text(GroupTemplate group) =>
        $"{group.Id} {group.Width} {Places(group.Occurrences.Select(o => (o.Path, o.Axis, $"{o.Role}")))}";

    private static string Places(IEnumerable<(string Path, int Axis, string Role)> places) =>
        string.Join(", ", places.Select(p => $"{p.Path}:{p.Axis} {p.Role}").Distinct().Order());
}
