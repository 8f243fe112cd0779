using PrunableModels.Idioms.Tests.Configuration;
using Xunit;

namespace PrunableModels.Idioms.Tests;

/// <summary>Layers that other methods make.</summary>
public sealed class FactoryTests
{
    [Covers("delegate parameter")]
    [Fact]
    public void Delegate_parameter() => Idiom.Prunes(() => new DelegateParameter(), [2, 3, 8, 8], "first.conv.weight:0", "third.conv.weight:0");

    [Covers("factory method returns a module")]
    [Covers("layers made by an interface method")]
    [Fact]
    public void Interface_method() => Idiom.Prunes(() => new InterfaceFactory(), [3, 4], "up.weight:0");

    [Covers("module passed in")]
    [Covers("factory method returns a module")]
    [Fact]
    public void Interface_with_one_known_implementation()
    {
        Idiom.Prunes(() => new GivenFactory(new PlainConvolutions(hasBias: false, new BatchNorms(0.01))), [2, 3, 8, 8], "stem.conv.weight:0", "body.conv.weight:0");
        Assert.Equal(["stem.conv.weight:0 7", "body.conv.weight:0 5"], GivenFactory.PruningGroups.Where(g => g.Kept is null).Select(g => $"{g.Id} {g.Width}").Distinct());
    }

    [Fact]
    public void Static_class_virtual_method_and_module_parameter() => Idiom.Prunes(
        () => new FactoryMethods(), [2, 3, 8, 8], "stem.0.weight:0", "exit.0.weight:0");

    [Covers("modules from JSON by reflection")]
    [Fact]
    public void Layers_from_json_by_reflection_keep_what_flows_in_and_say_why()
    {
        var compiled = DynamicLayers.PruningGroups.Single(g => g.Id == "first.weight:0");
        Assert.StartsWith("a call of what reflection gives ('Activator.CreateInstance(Type.GetType(layer)!)'), which cannot be known before the model runs, is not a known operation", compiled.Kept);
        using var model = new DynamicLayers($$"""{ "layer": "{{typeof(Shifted).FullName}}" }""");
        Assert.Equal(["last.weight:0"], model.Pruning.Groups.Select(g => g.Id));
    }
}
