using PrunableModels.Idioms.Tests.Constructors;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>How constructors build modules and where they keep them.</summary>
public sealed class ConstructorTests
{
    [Covers("field of a concrete layer class")]
    [Covers("field of an abstract module type")]
    [Fact]
    public void Concrete_and_abstract_field_types() => Idiom.Prunes(() => new ConcreteAndAbstractFields(), [2, 3, 6, 6], "conv.weight:0");

    [Covers("field of a user module")]
    [Covers("new user module in a constructor")]
    [Fact]
    public void User_module_fields() => Idiom.Prunes(() => new UserModuleFields(), [2, 4], "first.linear.weight:0");

    [Covers("nullable module field")]
    [Fact]
    public void Nullable_module_fields() => Idiom.Prunes(() => new NullableFields(), [2, 4], "hidden.weight:0");

    [Covers("module in a property")]
    [Fact]
    public void Modules_in_properties() => Idiom.Prunes(() => new PropertyModules(), [2, 4], "<Hidden>k__BackingField.weight:0");

    [Covers("modules in plain lists, arrays or dictionaries")]
    [Covers("register_module or add_module")]
    [Covers("list registered by built names, skips by index arithmetic")]
    [Fact]
    public void Lists_registered_by_hand_with_built_names() => Idiom.Prunes(() => new ListsRegisteredByHand(), [2, 2, 7], "conv_0.weight:0", "conv_1.weight:0", "conv_2.weight:0");

    [Covers("Sequential of modules")]
    [Covers("Sequential of named modules")]
    [Covers("Sequential of a list or array")]
    [Covers("Sequential with append")]
    [Covers("list of modules filled with Add")]
    [Covers("append or Add to a container")]
    [Covers("one list filled, wrapped, cleared and used again")]
    [Fact]
    public void Sequential_in_every_form() =>
        Idiom.Prunes(() => new SequentialForms(), [2, 4], "plain.0.weight:0", "named.linear.weight:0", "array.0.weight:0", "appended.0.weight:0", "appended.2.weight:0", "reused1.fc.weight:0");

    [Covers("ModuleList")]
    [Fact]
    public void Lists_of_lists_of_modules() =>
        Idiom.Prunes(() => new NestedModuleLists(), [2, 4], "stages.0.0.weight:0", "stages.0.1.weight:0", "stages.1.0.weight:0", "stages.1.1.weight:0");

    // TorchSharp cannot move a ModuleDict to another type.
    [Covers("ModuleDict")]
    [Fact]
    public void Dictionaries_of_modules()
    {
        using var model = new ModuleDictionary();
        Idiom.PrunesAsMade(model, randn(3, 4), "layers.first.weight:0");
    }

    [Covers("module made in a loop")]
    [Fact]
    public void Modules_made_in_loops() =>
        Idiom.Prunes(() => new ModulesInLoops(2, [6, 7]), [2, 4], [.. Enumerable.Range(0, 6).Select(i => $"layers.{i}.weight:0")]);

    [Covers("helper of the same class builds modules")]
    [Covers("factory method returns a module")]
    [Covers("module made in a lambda or LINQ")]
    [Fact]
    public void Helpers_lambdas_and_LINQ_that_build() =>
        Idiom.Prunes(() => new HelpersThatBuild(), [2, 3, 4], "layer1.0.weight:0", "layer1.2.weight:0", "layer2.0.weight:0", "layer3.0.weight:0", "layer4.0.weight:0", "layer4.1.weight:0", "layer4.3.weight:0");

    [Covers("module chosen by if or switch")]
    [Covers("module chosen by an expression")]
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(1, false)]
    public void Conditional_modules(int kind, bool normalise) =>
        Idiom.Prunes(() => new ConditionalModules(kind, normalise), [4, 4], "first.weight:0", "second.weight:0");

    [Covers("convolution null in deploy mode")]
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Convolutions_that_are_null_in_deploy_mode(bool deploy, bool identity) =>
        Idiom.Prunes(() => new DeployMode(deploy, identity), [2, 3, 5, 5], deploy ? ["stem.weight:0", "merged.weight:0"] : identity ? ["stem.weight:0"] : ["stem.weight:0", "dense.weight:0"]);

    [Covers("grouped or depthwise convolution")]
    [Fact]
    public void Grouped_and_depthwise_convolutions() => Idiom.Prunes(() => new GroupedConvolutions(), [2, 3, 6, 6], "expand.weight:0", "grouped.weight:0");

    [Covers("modules in plain lists, arrays or dictionaries")]
    [Fact]
    public void Layers_in_a_list_that_nobody_registers_keep_what_flows_through_them()
    {
        using var model = new UnregisteredLists();
        Idiom.Names(model, []);
        Assert.Equal(["wide.weight:0"], model.Pruning.Groups.Select(g => g.Id));
        Assert.Contains("not registered", model.Pruning.Explain());
    }

    [Covers("primary constructor")]
    [Covers("module passed in")]
    [Fact]
    public void A_module_passed_to_a_primary_constructor() =>
        Idiom.Prunes(() => new GivenModules(), [2, 12], "block.<layer>P.weight:0", "kept.<layer>P.weight:0");

    [Covers("modules in plain lists, arrays or dictionaries")]
    [Fact]
    public void Modules_in_a_plain_dictionary_are_those_that_were_registered_by_hand()
    {
        using var model = new PlainDictionaries();
        Idiom.Names(model, []);
        Assert.Equal(["down.weight:0", "named_wide.weight:0"], model.Pruning.Groups.Select(g => g.Id));
        Assert.Contains("not registered", model.Pruning.Explain());
    }

    [Covers("field initialiser makes the module")]
    [Covers("ModuleList")]
    [Fact]
    public void Modules_in_field_initialisers() => Idiom.Prunes(() => new FieldInitialisers(), [2, 12], "up.weight:0", "middle.0.weight:0", "rest.0.weight:0");
}
