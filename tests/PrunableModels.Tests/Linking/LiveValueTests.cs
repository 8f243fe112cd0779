using PrunableModels.Core;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

public sealed class LiveValueTests
{
    [Fact]
    public void Fields_of_every_type_become_values()
    {
        Assert.Equal(
            ["3", "4", "true", "0.25", "1E-05", "\"x\"", "\"Reflect\"", "(1, 2)", "(1, (2, false))", "(0.5, null)"],
            new object[] { 3, 4L, true, 0.25, 1e-5f, "x", PaddingModes.Reflect, new long[] { 1, 2 }, (1, (2, false)), new object?[] { 0.5, null } }.Select(v => LiveValue.Of(v, null, "field")!.ToString()));
        Assert.IsType<Value.Null>(LiveValue.Of(null, null, "field"));
        Assert.Null(LiveValue.Of(Pruning.Unreadable, null, "field"));
        Assert.Null(LiveValue.Of(new Action(() => { }), null, "field"));
    }

    [Fact]
    public void Modules_are_found_where_they_are_registered()
    {
        using var block = nn.Linear(2, 3);
        using var other = nn.Linear(2, 3);
        using var root = nn.Sequential(("first", nn.ReLU()), ("block", block));
        var live = new LiveModel(root, (_, _) => null);
        Assert.Equal("Sequential", live.Root.Class);
        Assert.Equal(["first", "block"], live.Root.Items.Select(i => i.Path));
        var list = (Value.Sequence)LiveValue.Of(new List<nn.Module> { block, other }, live, "list")!;
        Assert.Same(live.Root.Items[1], ((Value.Module)list.Items[0]).Instance);
        Assert.False(((Value.Module)list.Items[1]).Instance.IsRegistered);
        Assert.Empty(((Value.Module)list.Items[1]).Instance.Tensors);
    }

    [Fact]
    public void Generic_lists_go_by_their_plain_name_and_classes_by_their_full_one()
    {
        using var list = nn.ModuleList(nn.Linear(1, 1));
        Assert.Equal("ModuleList", new LiveModel(list, (_, _) => null).Root.Class);
        using var model = new Mlp();
        Assert.Equal("PrunableModels.Tests.Mlp", new LiveModel(model, (_, _) => null).Root.Class);
    }
}
