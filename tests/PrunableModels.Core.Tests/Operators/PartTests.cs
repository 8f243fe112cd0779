using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class PartTests
{
    private const string A = "a = Conv2d(in_channels: 3, out_channels: 12, kernel_size: 1)\n";

    [Theory]
    [InlineData("Tensor.chunk(x, chunks: 2, dim: 1)[0]", 6, "a.weight:0 x 6")]
    [InlineData("Tensor.chunk(x, chunks: 3, dim: 1)[2]", 4, "a.weight:0 x 4")]
    [InlineData("Tensor.chunk(x, chunks: 4, dim: -3)[1]", 3, "a.weight:0 x 3")]
    [InlineData("Tensor.index(x, tuple(null, null), tuple(5, null))", 7, "a.weight:0#1 x 7")]
    [InlineData("Tensor.index(x, tuple(null, null), tuple(null, 5))", 5, "a.weight:0#1 x 7")]
    [InlineData("Tensor.index(x, tuple(null, null), tuple(null, -2))", 10, "a.weight:0#0 x 10")]
    [InlineData("Tensor.index(x, \"...\", tuple(-3, null), tuple(null, null), tuple(1, null))", 3, "a.weight:0#0 x 9")]
    [InlineData("Tensor.narrow(x, dim: 1, start: 3, length: 4)", 4, "a.weight:0#2 x 5")]
    [InlineData("functional.glu(x, dim: 1)", 6, "a.weight:0 x 6")]
    [InlineData("torch.pixel_shuffle(x, upscale_factor: 2)", 3, "a.weight:0 x 3")]
    [InlineData("torch.pixel_unshuffle(x, downscale_factor: 2)", 48, "a.weight:0 x 12")]
    [InlineData("Tensor.repeat(x, sizes: [1, 2, 1, 1])", 24, "a.weight:0 x 12")]
    [InlineData("torch.tile(x, dims: [2, 1, 1])", 24, "a.weight:0 x 12")]
    [InlineData("torch.repeat_interleave(x, repeats: 3, dim: 1)", 36, "a.weight:0 x 12")]
    [InlineData("functional.pad(x, pad: [0, 0, 1, 1, 2, 3])", 17, "a.weight:0 x 12")]
    [InlineData("Tensor.expand(Tensor.unsqueeze(x, dim: 0), sizes: [1, -1, -1, -1, -1])[0]", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.flip(x, dims: [2])", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.roll(x, shifts: 1, dims: 3)", 12, "a.weight:0 x 12")]
    [InlineData("torch.tensor_split(x, indices_or_sections: 2, dim: 1)[1]", 6, "a.weight:0 x 6")]
    [InlineData("torch.hstack([x, x])", 24, "a.weight:0 x 12")]
    [InlineData("torch.vstack([x, x])", 12, "a.weight:0 x 12")]
    [InlineData("torch.channel_shuffle(x, groups: 3)", 12, "a.weight:0 x 4")]
    [InlineData("Tensor.expand_as(Tensor.mean(x, dimensions: [2, 3], keepdim: true), x)", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.broadcast_to(x, shape: [-1, -1, -1, -1])", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.view_as(Tensor.flatten(x, start_dim: 2), x)", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.flatten(Tensor.unflatten(x, dim: 1, sizes: [3, -1]), start_dim: 1, end_dim: 2)", 12, "a.weight:0 x 4")]
    [InlineData("Tensor.movedim(Tensor.movedim(x, source: 1, destination: -1), source: [3], destination: [1])", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.swapaxes(Tensor.mT(x), axis0: 3, axis1: 2)", 12, "a.weight:0 x 12")]
    [InlineData("torch.gather(x, dim: 3, Tensor.long(x))", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.index_select(x, dim: 2, torch.arange(value: 3))", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.index(x, \"...\", torch.arange(value: 3))", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.max(x, dim: 3, keepdim: true)[0]", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.topk(x, k: 2, dim: 3)[0]", 12, "a.weight:0 x 12")]
    [InlineData("Tensor.sort(x, dim: 2)[0]", 12, "a.weight:0 x 12")]
    [InlineData("torch.amax(x, dims: [2, 3], keepdim: true)", 12, "a.weight:0 x 12")]
    [InlineData("torch.tril(x)", 12, "a.weight:0 x 12")]
    [InlineData("functional.normalize(x)", 12, "a.weight:0 x 12")]
    [InlineData("functional.normalize(x, dim: 3)", 12, "a.weight:0 x 12")]
    [InlineData("torch.nan_to_num(x)", 12, "a.weight:0 x 12")]
    [InlineData("torch.lerp(x, x, value: 0.5)", 12, "a.weight:0 x 12")]
    [InlineData("torch.log(torch.exp(x))", 12, "a.weight:0 x 12")]
    [InlineData("x % 3", 12, "a.weight:0 x 12")]
    [InlineData("x * (1 / torch.exp(x))", 12, "a.weight:0 x 12")]
    public void What_is_left_can_be_pruned(string application, int width, string groups) => Assert.Equal(
        groups,
        Operation.Groups($"{A}b = Conv2d(in_channels: {width}, out_channels: 4, kernel_size: 1)", $"x = call this.a(x)\nreturn call this.b({application})").Prunable);

    [Theory]
    [InlineData("ConstantPad2d(padding: 1, value: 2)", "")]
    [InlineData("ConstantPad2d(padding: 1, value: 0)", "a.weight:0 x 12")]
    [InlineData("ZeroPad2d(padding: [1, 2, 3, 4])", "a.weight:0 x 12")]
    [InlineData("ReflectionPad2d(padding: 1)", "a.weight:0 x 12")]
    [InlineData("ReplicationPad3d(padding: [0, 0, 0, 0, 1, 1])", "")]
    [InlineData("ChannelShuffle(groups: 3)", "a.weight:0 x 4")]
    [InlineData("LPPool2d(norm_type: 2, kernel_size: 2)", "a.weight:0 x 12")]
    [InlineData("FractionalMaxPool2d(kernel_size: 2, output_size: 3)", "a.weight:0 x 12")]
    [InlineData("LocalResponseNorm(size: 3)", "")]
    [InlineData("Softmax2d()", "")]
    [InlineData("Softshrink(lambda: 0.1)", "a.weight:0 x 12")]
    [InlineData("RReLU()", "a.weight:0 x 12")]
    [InlineData("AlphaDropout(p: 0.1)", "")]
    public void Layers_without_parameters(string layer, string groups) => Assert.Equal(
        groups, Operation.Groups($"{A}p = {layer}\nb = Conv2d(in_channels: {(layer.StartsWith("ReplicationPad3d", StringComparison.Ordinal) ? 14 : 12)}, out_channels: 4, kernel_size: 1)", "return call this.b(call this.p(call this.a(x)))").Prunable);

    [Fact]
    public void Windows_are_unfolded_and_folded_again() => Assert.Equal(
        "a.weight:0 x 12",
        Operation.Groups($"{A}b = Conv2d(in_channels: 12, out_channels: 4, kernel_size: 1)", "x = functional.unfold(call this.a(x), kernel_size: 2)\nreturn call this.b(functional.fold(x, output_size: [6, 7], kernel_size: 2))").Prunable);

    [Theory]
    [InlineData("Tensor.split(x, sizes: [4, 8], dim: 1)[1]", 8, "Tensor.split takes a part of it at a position that is written down")]
    [InlineData("Tensor.split(x, size: 4, dim: 1)[1]", 4, "Tensor.split writes the size of its parts down")]
    [InlineData("torch.stack(Tensor.unbind(x, dim: 1), dim: 1)", 12, "Tensor.unbind takes its positions apart")]
    [InlineData("Tensor.index(x, tuple(null, null), tuple(0, 8, 2))", 4, "Tensor.index takes a part of it at a position that is written down")]
    [InlineData("Tensor.index(x, tuple(null, null), x)", 12, "Tensor.index is given positions that are not known")]
    [InlineData("Tensor.index(x, tuple(null, null), torch.arange(value: 12))", 12, "Tensor.index combines its positions")]
    [InlineData("Tensor.index(x, x > 0)", 12, "Tensor.index chooses its positions by data")]
    [InlineData("torch.gather(x, dim: 1, Tensor.long(x))", 12, "torch.gather chooses its positions by data")]
    [InlineData("torch.tensor_split(x, indices_or_sections: [5], dim: 1)[1]", 7, "torch.tensor_split takes a part of it at a position that is written down")]
    [InlineData("Tensor.topk(x, k: 12, dim: 1)[0]", 12, "Tensor.topk combines its positions")]
    [InlineData("Tensor.sort(x, dim: 1)[0]", 12, "Tensor.sort combines its positions")]
    [InlineData("Tensor.sort(x, dim: 3)[1]", 12, "b (Conv2d) would read a number other than zero where a structure is removed")]
    [InlineData("torch.triu(Tensor.transpose(x, dim0: 1, dim1: 3))", 12, "torch.triu combines its positions")]
    [InlineData("functional.local_response_norm(x, size: 3)", 12, "functional.local_response_norm combines its positions")]
    [InlineData("functional.normalize(torch.sigmoid(x))", 12, "functional.normalize would read the constant 0.5 where a structure is removed")]
    [InlineData("functional.normalize(x, dim: 2, eps: 0)", 12, "b (Conv2d) would read a value that may be infinite where a structure is removed")]
    [InlineData("1 / x", 12, "b (Conv2d) would read a value that may be infinite where a structure is removed")]
    [InlineData("x * torch.rsqrt(x)", 12, "b (Conv2d) would read a value that may be infinite where a structure is removed")]
    [InlineData("torch.log(x)", 12, "b (Conv2d) would read a value that may be infinite where a structure is removed")]
    [InlineData("Tensor.chunk(x, chunks: 5, dim: 1)[0]", 3, "Tensor.chunk is given parts that are not known")]
    [InlineData("functional.pad(x, pad: [0, 0, 0, 0, 1, 1], mode: \"Reflect\")", 14, "functional.pad combines its positions")]
    [InlineData("Tensor.flip(x, dims: [1])", 12, "Tensor.flip combines its positions")]
    [InlineData("Tensor.repeat_interleave(x, repeats: 2)", 24, "Tensor.repeat_interleave is given counts that are not known")]
    [InlineData("Tensor.expand(x, sizes: [-1, 12, -1, -1])", 12, "it has to have exactly 12 indices")]
    public void What_depends_on_positions_is_kept(string application, int width, string reason) => Assert.Equal(
        ("", reason),
        Operation.Groups($"{A}b = Conv2d(in_channels: {width}, out_channels: 4, kernel_size: 1)", $"x = call this.a(x)\nreturn call this.b({application})"));

    [Fact]
    public void Sizes_that_are_read_cut_where_the_tensors_end() => Assert.Equal(
        ("a.weight:0 x 12, c.weight:0 x 6", null),
        Operation.Groups(
            $"{A}c = Conv2d(in_channels: 3, out_channels: 6, kernel_size: 1)\nb = Conv2d(in_channels: 18, out_channels: 4, kernel_size: 1)",
            """
            y = call this.a(x)
            z = call this.c(x)
            parts = Tensor.split(torch.cat([y, z], dim: 1), sizes: [Tensor.size(y, 1), Tensor.size(z, 1)], dim: 1)
            return call this.b(torch.cat([parts[1], parts[0]], dim: 1))
            """));

    [Fact]
    public void A_stack_ties_what_it_stacks() => Assert.Equal(
        ("a.weight:0 x 12", null),
        Operation.Groups(
            $"{A}c = Conv2d(in_channels: 3, out_channels: 12, kernel_size: 1)\nb = Conv2d(in_channels: 24, out_channels: 4, kernel_size: 1)",
            "return call this.b(Tensor.flatten(torch.stack([call this.a(x), call this.c(x)], dim: 1), start_dim: 1, end_dim: 2))"));

    [Theory]
    [InlineData("[Tensor.size(x, 0), 3, -1, 5]", "a.weight:0 x 4")]
    [InlineData("[Tensor.size(x, 0), 3, Tensor.size(x, 1) / 3, 5]", "a.weight:0 x 4")]
    [InlineData("[Tensor.size(x, 0), -1, 3, 5]", "a.weight:0 x 4")]
    public void A_view_makes_a_product_of_a_space(string shape, string groups)
    {
        var run = Operation.Run(
            "a = Linear(inputSize: 3, outputSize: 12)\nb = Linear(inputSize: 12, outputSize: 4)",
            $"x = Tensor.transpose(call this.a(x), dim0: 1, dim1: 2)\nx = Tensor.transpose(Tensor.view(x, shape: {shape}), dim0: 1, dim1: 2)\nx = Tensor.view(x, shape: [Tensor.size(x, 0), -1, 5])\nreturn call this.b(Tensor.transpose(x, dim0: 1, dim1: 2))",
            "x = Tensor.view(x, shape: [2, 5, 3])");
        Assert.Equal(groups, string.Join(", ", run.Prunable.Select(g => $"{g.Id} x {g.Extent}")));
    }

    [Theory]
    [InlineData("scale_factor: [2, 3]", "[x.shape[^4], a.weight:0, 2 * x.shape[^2], 3 * x.shape[^1]]")]
    [InlineData("size: x.shape[tuple(2, null)]", "[x.shape[^4], a.weight:0, x.shape[^2], x.shape[^1]]")]
    [InlineData("size: x.shape[tuple(-2, null)]", "[x.shape[^4], a.weight:0, x.shape[^2], x.shape[^1]]")]
    [InlineData("size: [7, 9]", "[x.shape[^4], a.weight:0, 7, 9]")]
    public void Images_get_other_sizes(string arguments, string type) => Assert.Equal(
        type, Operation.TypeRead($"{A}b = Conv2d(in_channels: 12, out_channels: 4, kernel_size: 1)", $"return call this.b(functional.interpolate(call this.a(x), {arguments}))"));

    [Theory]
    [InlineData("s = []\ndo Stack.Push(s, call this.a(x))\ndo Stack.Push(s, x)\ny = Stack.Pop(s)\nreturn call this.b(Stack.Pop(s))")]
    [InlineData("s = []\ndo Stack.Push(s, x)\ndo Stack.Push(s, call this.a(x))\nreturn call this.b(Enumerable.First(s))")]
    [InlineData("s = []\ndo Queue.Enqueue(s, call this.a(x))\ndo Queue.Enqueue(s, x)\nreturn call this.b(Queue.Dequeue(s))")]
    [InlineData("s = [call this.a(x), x]\ndo List.RemoveAt(s, 1)\nreturn call this.b(Enumerable.Last(s))")]
    [InlineData("s = Enumerable.Zip([this.a], [x], lambda(f, y) { return call f(y); })\nreturn call this.b(s[0])")]
    [InlineData("y = call this.a(x)\nreturn call this.b(y ?? x)")]
    [InlineData("y = null ?? call this.a(x)\nreturn call this.b(y)")]
    [InlineData("y = call this.a(x)\nreturn call this.b((0 < 0.5) ? y : x)")]
    public void Lists_and_choices_hand_on_what_they_hold(string body) => Assert.Equal(
        ("a.weight:0 x 12", null),
        Operation.Groups($"{A}b = Conv2d(in_channels: 12, out_channels: 4, kernel_size: 1)", body));

    [Fact]
    public void A_concatenation_with_something_unknown_keeps_what_it_joins() => Assert.Equal(
        ("", "torch.cat is not a known operation"),
        Operation.Groups($"{A}b = Conv2d(in_channels: 24, out_channels: 4, kernel_size: 1)", "return call this.b(torch.cat([call this.a(x), Cache.Last()], dim: 1))"));

    [Fact]
    public void An_axis_can_be_put_behind_the_last_where_the_leading_ones_are_not_known() => Assert.Equal(
        ("a.weight:0 x 12", null),
        Operation.Groups(
            "a = Linear(inputSize: 5, outputSize: 12)\nc = Conv2d(in_channels: 3, out_channels: 12, kernel_size: 1)\nb = Conv2d(in_channels: 12, out_channels: 4, kernel_size: 1)",
            "y = Tensor.unsqueeze(Tensor.unsqueeze(call this.a(torch.relu(Tensor.mystery(x))), dim: -1), dim: -1)\nreturn call this.b(y + call this.c(x))"));

    [Fact]
    public void Tensors_are_concatenated_along_the_last_axis_where_the_leading_ones_are_not_known() => Assert.Equal(
        ("a.weight:0 x 12, c.weight:0 x 5", null),
        Operation.Groups(
            "a = Linear(inputSize: 5, outputSize: 12)\nc = Linear(inputSize: 5, outputSize: 5)\nb = Linear(inputSize: 17, outputSize: 4)",
            "return call this.b(torch.cat([call this.a(x), call this.c(x)], dim: -1))"));

    [Fact]
    public void Extents_that_differ_and_are_not_known_broadcast() => Assert.Equal(
        ("a.weight:0 x 12", null),
        Operation.Groups($"{A}b = Conv2d(in_channels: 12, out_channels: 4, kernel_size: 1)", "x = call this.a(x)\ny = Tensor.index(x, tuple(null, null), tuple(null, null), tuple(null, null), tuple(1, null))\nreturn call this.b(x + y)"));
}
