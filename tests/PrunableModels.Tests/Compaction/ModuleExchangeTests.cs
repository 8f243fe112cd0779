using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

public sealed class ModuleExchangeTests
{
    [Fact]
    public void A_private_readonly_field_of_a_base_class_takes_another_instance()
    {
        using var model = new Derived();
        var old = model.Norm;
        using var by = LayerNorm(4);
        var exchange = Exchanged(model, old, by);
        Assert.Same(by, model.Norm);
        exchange.Restore();
        Assert.Same(old, model.Norm);
    }

    [Fact]
    public void State_dict_and_its_order_follow_and_come_back()
    {
        using var model = new Derived();
        var before = Entries(model);
        using var by = LayerNorm(4);
        var exchange = Exchanged(model, model.Norm, by);
        Assert.Equal(before.Select(e => e.Name), Entries(model).Select(e => e.Name));
        Assert.Same(by.weight, model.get_parameter("norm.weight"));
        exchange.Restore();
        Assert.Equal(before, Entries(model));
    }

    [Fact]
    public void Containers_call_and_list_the_new_module()
    {
        using var model = new Containers();
        var old = model.Sequence[1];
        using var by = LayerNorm(4);
        using var x = randn(2, 4);
        using var expected = model.Sequence[0].call(x);
        var exchange = Exchanged(model, (Module)old, by);
        Assert.Same(by, model.Sequence[1]);
        using var actual = model.call(x);
        Assert.True(actual.allclose(by.call(expected)));
        Assert.Contains("Sequence.1.weight", model.state_dict().Keys, StringComparer.Ordinal);
        exchange.Restore();
        Assert.Same(old, model.Sequence[1]);
        Assert.DoesNotContain("Sequence.1.weight", model.state_dict().Keys, StringComparer.Ordinal);
    }

    [Fact]
    public void Elements_of_lists_arrays_and_dictionaries_follow()
    {
        using var model = new Containers();
        var old = model.List[1];
        using var by = LayerNorm(4);
        var exchange = Exchanged(model, old, by);
        Assert.Same(by, model.List[1]);
        Assert.Same(by, model.Array[0]);
        Assert.Same(by, model.Nested[0][0]);
        Assert.Same(by, model.ByName["second"]);
        Assert.Same(by, model.Holder.Held);
        Assert.Same(by.weight, model.get_parameter("List.1.weight"));
        exchange.Restore();
        Assert.All([model.List[1], model.Array[0], model.Nested[0][0], model.ByName["second"], model.Holder.Held], m => Assert.Same(old, m));
    }

    [Fact]
    public void A_module_in_two_fields_is_exchanged_in_both()
    {
        var shared = Linear(4, 4);
        using var model = new Twice(shared);
        using var by = Linear(4, 4);
        Exchanged(model, shared, by);
        Assert.Same(by, model.First);
        Assert.Same(by, model.Second);
        Assert.Equal(4, model.state_dict().Count);
    }

    [Fact]
    public void A_field_of_the_exact_class_holds_no_other_class()
    {
        using var model = new Derived();
        var live = Live(model);
        Assert.True(new ModuleExchange(live).CanReplace(model.Norm, typeof(LayerNorm)));
        Assert.False(new ModuleExchange(live).CanReplace(model.Norm, typeof(Linear)));
        using var by = Linear(4, 4);
        Assert.Throws<InvalidOperationException>(() => new ModuleExchange(live).Replace(model.Norm, by));
        Assert.True(new ModuleExchange(live).CanReplace(model.Any, typeof(Linear)));
        Assert.False(new ModuleExchange(live).CanReplace(model, typeof(Derived)));
    }

    [Fact]
    public void What_a_function_or_a_tuple_holds_is_not_exchanged()
    {
        var (captured, paired) = (Linear(4, 4), Linear(4, 4));
        using var model = new Captured(captured, paired);
        var live = Live(model);
        Assert.False(new ModuleExchange(live).CanReplace(captured, typeof(Linear)));
        Assert.False(new ModuleExchange(live).CanReplace(paired, typeof(Linear)));
    }

    [Fact]
    public void A_model_is_looked_through_once_however_many_modules_are_exchanged()
    {
        using var model = new Watched();
        var exchange = new ModuleExchange(Live(model));
        foreach (var old in new[] { model.First, model.Second })
        {
            Assert.True(exchange.CanReplace(old, typeof(Linear)));
            exchange.Replace(old, Linear(4, 4));
        }

        Assert.Equal(1, model.Looks.Count);
    }

    [Fact]
    public void The_mode_is_that_of_the_old_module()
    {
        using var model = new Derived();
        model.Norm.eval();
        using var by = LayerNorm(4);
        Exchanged(model, model.Norm, by);
        Assert.False(by.training);
        Assert.True(model.training);
    }

    private static ModuleExchange Exchanged(Module model, Module old, Module by)
    {
        var live = Live(model);
        var exchange = new ModuleExchange(live);
        Assert.True(exchange.CanReplace(old, by.GetType()));
        exchange.Replace(old, by);
        return exchange;
    }

    private static LiveModel Live(Module model) => new(model, (_, _) => null);

    private static List<(string Name, IntPtr Handle)> Entries(Module model) => [.. model.state_dict().Select(e => (e.Key, e.Value.Handle))];

    private class Base : Module<Tensor, Tensor>
    {
        private readonly LayerNorm norm = LayerNorm(4);

        protected Base() : base(nameof(Base))
        {
        }

        public LayerNorm Norm => norm;

        public override Tensor forward(Tensor x) => norm.call(x);
    }

    private sealed class Derived : Base
    {
        public readonly Module<Tensor, Tensor> Any = Linear(4, 4);
        public readonly Linear Last = Linear(4, 4);

        public Derived() => RegisterComponents();
    }

    private sealed class Holder(Module held)
    {
        public Module Held { get; } = held;
    }

    private sealed class Containers : Module<Tensor, Tensor>
    {
        public readonly Sequential Sequence = Sequential(Linear(4, 4), ReLU());
        public readonly ModuleList<Module<Tensor, Tensor>> List;
        public readonly Module[] Array;
        public readonly List<List<Module>> Nested;
        public readonly Dictionary<string, Module> ByName;
        public readonly Holder Holder;

        public Containers() : base(nameof(Containers))
        {
            List = [Linear(4, 4), Tanh()];
            Array = [List[1]];
            Nested = [[List[1], List[0]]];
            ByName = new() { ["first"] = List[0], ["second"] = List[1] };
            Holder = new(List[1]);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => Sequence.call(x);
    }

    private sealed class Twice : Module<Tensor, Tensor>
    {
        public readonly Linear First;
        public readonly Linear Second;

        public Twice(Linear shared) : base(nameof(Twice))
        {
            (First, Second) = (shared, shared);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => Second.call(First.call(x));
    }

    private sealed class Captured : Module<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> run;
        private readonly (Linear, int) pair;

        public Captured(Linear captured, Linear paired) : base(nameof(Captured))
        {
            run = captured.call;
            pair = (paired, 1);
            register_module("captured", captured);
            register_module("paired", paired);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => pair.Item1.call(run(x));
    }

    private sealed class Looks : ITuple
    {
        public int Count { get; private set; }

        public int Length => 1;

        public object? this[int index] => ++Count;
    }

    private sealed class Watched : Module<Tensor, Tensor>
    {
        public readonly Module First = Linear(4, 4);
        public readonly Module Second = Linear(4, 4);
        public readonly Looks Looks = new();

        public Watched() : base(nameof(Watched)) => RegisterComponents();

        public override Tensor forward(Tensor x) => x;
    }
}
