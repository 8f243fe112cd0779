using PrunableModels.Idioms.Tests.Constructors;
using TorchSharp;
using Xunit;

namespace PrunableModels.Idioms.Tests;

/// <summary>Which names modules get, and which are never registered.</summary>
public sealed class RegistrationTests
{
    [Covers("RegisterComponents")]
    [Fact]
    public void Names_given_by_an_attribute() => Idiom.Prunes(() => new NamedComponents(), [3, 4], "encoder.weight:0");

    [Covers("register_module or add_module")]
    [Fact]
    public void Names_given_by_hand_are_no_fields() => Idiom.Prunes(() => new SwappedNames(), [3, 4], "a.weight:0", "b.weight:0");

    [Fact]
    public void One_module_in_two_fields_has_the_first_name() => Idiom.Prunes(() => new SharedModules(), [3, 4], "first.weight:0");

    [Covers("RegisterComponents")]
    [Fact]
    public void What_is_made_after_the_base_class_has_registered_is_kept()
    {
        using var model = new BaseRegistersFirst();
        Keeps(model, ["early.weight:0"]);
    }

    [Covers("append or Add to a container")]
    [Fact]
    public void What_is_added_to_a_list_after_registration_is_kept()
    {
        using var model = new LateAdditions();
        Keeps(model, ["layers.0.weight:0", "tail.0.weight:0"]);
    }

    [Covers("no call that registers")]
    [Fact]
    public void A_module_in_a_Sequential_that_registers_nothing_is_kept()
    {
        using var model = new UnregisteredInSequential();
        Keeps(model, ["layers.2.weight:0"]);
    }

    private static void Keeps<T>(T model, string[] groups)
        where T : torch.nn.Module, IPrunable
    {
        Idiom.Names(model, []);
        Assert.Equal(groups, model.Pruning.Groups.Select(g => g.Id));
        Assert.Equal(groups, Idiom.Compiled(model).Where(g => g.Kept is null).Select(g => g.Id));
        Assert.Contains("not registered", model.Pruning.Explain());
    }

    [Covers("no call that registers")]
    [Fact]
    public void Blocks_that_register_nothing_are_registered_by_who_holds_them() => Idiom.Prunes(() => new UnregisteredBlocks(), [2, 12], "first.linear.weight:0", "second.linear.weight:0");
}
