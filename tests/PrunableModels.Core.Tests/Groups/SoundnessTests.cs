using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Places where a structure looks removable and is not.</summary>
public sealed class SoundnessTests
{
    [Fact]
    public void A_weight_that_something_unknown_reads_is_kept() => Keeps("a.weight:0", """
        x = call this.a(x)
        y = torch.mystery(this.a.weight)
        return call this.b(x)
        """);

    [Fact]
    public void A_weight_that_something_unknown_has_read_before_is_kept() => Keeps("a.weight:0", """
        y = torch.mystery(this.a.weight)
        x = call this.a(x)
        return call this.b(x)
        """);

    [Fact]
    public void A_weight_that_is_reshaped_to_a_written_size_is_kept() => Keeps("a.weight:0", """
        x = call this.a(x)
        y = Tensor.view(this.a.weight, shape: [24])
        return call this.b(x)
        """);

    [Fact]
    public void A_weight_that_is_written_to_is_kept() => Keeps("a.weight:0", """
        do Tensor.clamp_(this.a.weight, min: 1)
        return call this.b(call this.a(x))
        """);

    [Fact]
    public void A_tensor_that_is_changed_through_a_view_is_kept() => Keeps("a.weight:0", """
        x = call this.a(x)
        y = Tensor.transpose(x, dim0: 0, dim1: 1)
        do Tensor.add_(y, value: 1)
        return call this.b(x)
        """);

    [Fact]
    public void A_tensor_that_goes_through_a_field_is_followed() => Keeps("a.weight:0", """
        this.cache = torch.softmax(call this.a(x), dim: 1)
        return call this.b(this.cache)
        """);

    [Fact]
    public void An_operator_with_more_tensors_than_it_takes_is_not_known() => Keeps("a.weight:0", """
        x = functional.relu(call this.a(x), x)
        return call this.b(x)
        """);

    [Fact]
    public void A_size_that_is_used_as_a_number_is_kept() => Keeps("a.weight:0", """
        x = call this.a(x)
        n = Tensor.size(x, 1) + 1
        return call this.b(x)
        """);

    [Fact]
    public void Outer_sums_do_not_hide_what_is_not_zero() => Keeps("a.weight:0", """
        x = call this.a(x)
        y = Tensor.unsqueeze(x, dim: 2) + Tensor.unsqueeze(x, dim: 1)
        return call this.b(y)
        """);

    [Fact]
    public void A_mean_over_the_structures_that_is_returned_is_kept() => Keeps("a.weight:0", """
        x = functional.gelu(call this.a(x))
        return (call this.b(x)) + Tensor.mean(x, dimensions: [1], keepdim: true)
        """);

    [Fact]
    public void A_mean_over_the_structures_that_is_shifted_is_kept() => Keeps("a.weight:0", """
        x = functional.gelu(call this.a(x))
        x = x * (Tensor.mean(x, dimensions: [1], keepdim: true) + 1)
        return call this.b(x)
        """);

    [Fact]
    public void A_module_that_is_not_known_keeps_what_flows_through_it() => Keeps("a.weight:0", """
        x = call this.a(x)
        x = call (new Sequential(unknown))(x)
        return call this.b(x)
        """);

    [Fact]
    public void A_tensor_of_which_there_is_a_view_is_kept_where_it_is_changed() => Keeps("a.weight:0", """
        x = call this.a(x)
        y = Tensor.unsqueeze(x, dim: 0)
        do Tensor.add_(x, value: 1)
        return call this.b(y)
        """);

    [Fact]
    public void A_tensor_that_is_changed_under_another_name_is_kept() => Keeps("a.weight:0", """
        x = call this.a(x)
        y = Tensor.alias(x)
        do Tensor.add_(y, value: 1)
        return call this.b(x)
        """);

    [Fact]
    public void A_factor_that_may_not_be_a_number_does_not_make_zero() => Keeps("c.weight:0", """
        y = call this.c(x)
        x = (call this.a(x)) * torch.sqrt(torch.cos(y))
        return call this.b(x)
        """);

    [Fact]
    public void The_receiver_of_a_method_is_not_the_operand_that_another_argument_names() => Keeps("a.weight:0", """
        x = torch.add(call this.a(x), input: torch.log(call this.a(x)))
        return call this.b(x)
        """);

    [Fact]
    public void A_divisor_that_is_a_size_is_kept() => Keeps("a.weight:0", """
        x = call this.a(x)
        return call this.b(x / Tensor.size(x, 1))
        """);

    [Fact]
    public void A_size_that_some_function_is_given_is_kept() => Keeps("a.weight:0", """
        x = call this.a(x)
        return call this.b(functional.gelu(x / Math.Cbrt(Tensor.size(x, 1))))
        """);

    [Fact]
    public void A_size_and_a_fraction_are_kept() => Keeps("a.weight:0", """
        x = call this.a(x)
        return call this.b(x * (Tensor.size(x, 1) + 0.5))
        """);

    [Fact]
    public void A_parameter_that_a_function_of_any_shape_reads_is_kept() => Keeps("a.weight:0", """
        y = Tensor.std(torch.abs(this.a.weight))
        return call this.b((call this.a(x)) * y)
        """);

    [Fact]
    public void A_layer_that_is_called_with_something_unknown_is_kept() => Keeps("b.weight:0", """
        return call this.d((call this.b(call this.a(x))) + (call this.b(this.mystery)))
        """);

    [Fact]
    public void Something_fixed_that_is_cut_to_the_size_of_a_structure_keeps_it() => Keeps("a.weight:0", """
        x = call this.a(x)
        y = Tensor.sum(Tensor.narrow(torch.ones(16), dim: 0, start: 0, length: Tensor.size(x, 1)))
        return call this.b(x * y)
        """);

    [Fact]
    public void A_size_that_an_unknown_function_of_another_tensor_is_given_is_kept() => Keeps("a.weight:0", """
        y = call this.a(x)
        z = Lib.scaled(call this.c(x), Tensor.size(y, 1))
        return (call this.b(functional.relu(y))) + Tensor.sum(z)
        """);

    [Fact]
    public void A_tensor_from_code_that_has_no_program_is_no_number() => Keeps("a.weight:0", """
        return call this.b((call this.a(x)) * foreign(Lib.gain(8)))
        """);

    [Fact]
    public void An_operand_that_is_not_known_is_not_left_out() => Keeps("a.weight:0", """
        return call this.b(functional.linear(x, this.a.weight, Lib.bias(8)))
        """);

    [Fact]
    public void What_an_object_holds_that_is_returned_belongs_to_the_output()
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse("""
            class M {
              field Module "a" = new Linear(inputSize: 3, outputSize: 8)
              field Module "b" = new Linear(inputSize: 8, outputSize: 4)
              method forward(x) {
                x = functional.relu(call this.a(x))
                return new Result(call this.b(x))
              }
            }
            object Result {
              field Tensor "Logits"
              constructor(logits) {
                this.Logits = logits
              }
            }
            """));
        Assert.Null(result.Problem);
        Assert.Equal(["a.weight:0"], Assert.Single(result.Configurations).Groups.Prunable.Select(g => g.Id));
    }

    [Fact]
    public void Positions_that_are_taken_apart_are_kept() => Keeps("a.weight:0", """
        x = call this.a(x)
        y = Tensor.select(x, dim: 1, index: 7)
        return call this.b(x * Tensor.unsqueeze(y, dim: 1))
        """);

    [Fact]
    public void A_roll_over_the_structures_keeps_them() => Keeps("a.weight:0", """
        return call this.b(torch.roll(call this.a(x), shifts: 1, dims: 1))
        """);

    [Fact]
    public void Padding_with_a_number_is_not_zero() => Keeps("a.weight:0", """
        return call this.b(Tensor.transpose(functional.pad(Tensor.transpose(call this.a(x), dim0: 0, dim1: 1), pad: [0, 1], value: 2), dim0: 0, dim1: 1))
        """);

    [Fact]
    public void A_largest_value_over_the_structures_is_not_a_maximum_of_two() => Keeps("a.weight:0", """
        x = call this.a(x)
        return call this.b(x * torch.max(x))
        """);

    [Fact]
    public void A_part_of_a_size_that_is_used_as_a_number_is_kept() => Keeps("a.weight:0", """
        x = call this.a(x)
        return call this.b(x * (Tensor.size(x, 1) / 2))
        """);

    [Fact]
    public void A_view_by_the_size_of_another_tensor_ties_the_two()
    {
        var groups = Operation.Run(
            "a = Linear(inputSize: 3, outputSize: 8)\nc = Linear(inputSize: 3, outputSize: 8)\nb = Linear(inputSize: 8, outputSize: 4)\nd = Linear(inputSize: 8, outputSize: 4)",
            "y = call this.c(x)\nx = call this.a(x)\nx = Tensor.view(Tensor.unsqueeze(x, dim: 0), shape: [Tensor.size(x, 0), Tensor.size(y, 1)])\nreturn tuple(call this.b(x), call this.d(y))",
            "x = Tensor.view(x, shape: [4, 3])");
        Assert.Equal(["c.weight:0"], groups.Prunable.Select(g => g.Id));
    }

    // The rank of x is not known: 1 may be any axis.
    [Theory]
    [InlineData("functional.relu(x)")]
    [InlineData("x + 1")]
    public void An_element_by_element_operation_says_nothing_of_the_rank(string activated)
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse($$"""
            class M {
              field Module "a" = new Linear(inputSize: 3, outputSize: 8)
              field Module "b" = new Linear(inputSize: 8, outputSize: 4)
              method forward(x) {
                x = call this.a({{activated}})
                x = functional.softmax(x, dim: 1) * x
                return call this.b(x)
              }
            }
            """));
        Assert.Null(result.Problem);
        Assert.DoesNotContain(Assert.Single(result.Configurations).Groups.Prunable, g => g.Id == "a.weight:0");
    }

    private static void Keeps(string id, string body)
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse($$"""
            class M {
              field Module "a" = new Linear(inputSize: 3, outputSize: 8)
              field Module "b" = new Linear(inputSize: 8, outputSize: 4)
              field Module "d" = new Linear(inputSize: 4, outputSize: 4)
              field Module "c" = new Linear(inputSize: 3, outputSize: 8)
              field Tensor "cache"
              method forward(x) {
                x = Tensor.view(x, shape: [4, 3])
                {{body.Replace("\n", "\n    ")}}
              }
            }
            """));
        Assert.Null(result.Problem);
        var groups = Assert.Single(result.Configurations).Groups;
        Assert.DoesNotContain(id, groups.Prunable.Select(g => g.Id));
        Assert.Contains(id, groups.Kept.Select(g => g.Id));
    }
}
