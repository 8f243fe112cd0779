using System.Reflection;
using PrunableModels.Core;
using TorchSharp;
using Xunit;

namespace PrunableModels.Tests;

/// <summary>Core's table of layers, against TorchSharp itself.</summary>
public sealed class LayerTests
{
    // They do not map one tensor to one, so that no Sequential takes them, or do not tell what they are.
    private static readonly string[] NotAlone = ["LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell", "EmbeddingBag", "Bilinear", "TransformerEncoderLayer", "TransformerDecoderLayer", "TransformerEncoder", "TransformerDecoder", "Transformer", "CosineSimilarity"];

    public static TheoryData<string> Kinds => [.. LayerTable.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_table_has_the_factory_and_its_parameters(string name)
    {
        var kind = LayerTable.Find(name)!;
        var factories = typeof(torch.nn).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name == name).ToList();
        Assert.NotEmpty(factories);
        Assert.All(factories, f => Assert.Equal(name, f.ReturnType.Name));
        Assert.Contains(factories, f =>
        {
            var parameters = f.GetParameters();
            return kind.Parameters.Select(p => Array.FindIndex(parameters, q => q.Name == p.Name)).ToArray() is var positions
                && positions.All(i => i >= 0) && positions.SequenceEqual(positions.Order())
                && kind.Parameters.All(p => p.Default is not null || !parameters.Single(q => q.Name == p.Name).HasDefaultValue);
        });
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Every_layer_is_written_as_its_factory_takes_it(bool withOptional, bool withTuples)
    {
        var layers = LayerTable.All.Where(k => !NotAlone.Contains(k.Name)).Select(k => $"new {k.Name}({string.Join(", ", k.Parameters
            .Where(p => p.Default is null || withOptional || (p.Name == "output_size" && k.Name.StartsWith("Fractional", StringComparison.Ordinal)))
            .Select(p => $"{p.Name}: {Argument(k, p.Name, withTuples)}"))})");
        CompiledClass.Instance($$"""
            class All {
              field Module "layers" = new Sequential({{string.Join(", ", layers)}})
              method forward(x) {
                return call this.layers(x)
              }
            }
            """);
    }

    [Fact]
    public void Functions_are_written_as_TorchSharp_takes_them()
    {
        string[] functions =
        [
            .. "relu relu6 selu gelu silu mish hardswish tanh tanhshrink softsign softshrink hardshrink sigmoid hardsigmoid softplus".Split(' ').Select(f => $"functional.{f}(x)"),
            .. "abs neg square sqrt exp sigmoid tanh clone".Split(' ').Select(f => $"torch.{f}(x)"),
            .. "relu relu_ silu_ gelu abs neg square sqrt exp sigmoid contiguous clone alias".Split(' ').Select(f => $"Tensor.{f}(x)"),
            "functional.leaky_relu(x, negative_slope: 0.2)", "functional.elu(x, alpha: 0.5)", "functional.celu(x, alpha: 2)", "functional.gelu(x, approximate: \"tanh\")",
            "functional.softplus(x, threshold: 10)", "functional.dropout2d(x, p: 0.1, training: this.training)", "functional.relu(x, inplace: true)",
            "functional.max_pool2d(x, kernel_size: 2, padding: 1)", "functional.max_pool2d(x, kernel_size: tuple(2, 1), stride: tuple(1, 1))",
            "functional.avg_pool2d(x, kernel_size: [2, 2], count_include_pad: false)", "functional.adaptive_avg_pool2d(x, output_size: tuple(2, 3))", "functional.adaptive_max_pool2d(x, output_size: [2, 3])",
            "Tensor.flatten(x, end_dim: 1)", "torch.flatten(x, start_dim: 1)", "Tensor.unsqueeze(x, dim: -1)", "Tensor.squeeze(x, dim: -1)", "Tensor.squeeze(x)",
            "Tensor.permute(x, permutation: [0, 2, 1, 3])", "torch.permute(x, permutation: [0, 2, 1, 3])", "torch.transpose(x, dim0: 1, dim1: 2)", "torch.reshape(x, shape: [2, -1])",
            "Tensor.mean(x, dimensions: [2, 3])", "torch.mean(x, dimensions: [1], keepdim: true)", "Tensor.sum(x, dim: 1)", "torch.sum(x, dim: [1, 2], keepdim: true)", "Tensor.softmax(x, dim: -1)",
            "functional.softmax(x, dim: 1)", "functional.log_softmax(x, dim: 1)", "torch.cat([x, x, x], dim: -1)", "torch.cat([x, x])", "torch.add(x, x)", "Tensor.div(x, x)", "x * 2.5 - x / (x + 1)",
        ];
        CompiledClass.Instance($$"""
            class All {
              method forward(x) {
                {{string.Join("\n    ", functions.Select((f, i) => $"y{i} = {f}"))}}
                return {{string.Join(" + ", functions.Select((_, i) => $"y{i}"))}}
              }
            }
            """);
    }

    private static string Argument(LayerKind kind, string parameter, bool withTuples)
    {
        var axes = kind.Name is "Unfold" or "Fold" ? 2 : kind.Name[^1] == 'd' && char.IsDigit(kind.Name[^2]) && kind.Parameters[0].Name != "num_features" ? kind.Name[^2] - '0' : 1;
        return parameter switch
        {
            "kernel_size" or "output_size" => withTuples && axes > 1 ? $"tuple({string.Join(", ", Enumerable.Range(2, axes))})" : "3",
            "stride" => withTuples && axes > 1 ? $"[{string.Join(", ", Enumerable.Repeat(2, axes))}]" : "2",
            "inputSize" or "in_channels" or "normalized_shape" or "num_embeddings" or "embedding_dims" or "num_channels" or "num_features" or "out_channels" or "outputSize" => "4",
            "padding" or "output_padding" or "dim" or "start_dim" => "1",
            "dilation" or "groups" or "num_groups" or "num_parameters" or "divisor_override" or "upscale_factor" or "downscale_factor" => "2",
            "size" => kind.Name == "Upsample" ? "[4, 4]" : "2",
            "unflattened_size" => "[2, 2]",
            "approximate" => "\"tanh\"",
            "scale_factor" or "output_ratio" => "null",
            "mode" => "\"Bilinear\"",
            "end_dim" => "3",
            "padding_mode" => kind.Name.Contains("Transpose") ? "\"Zeros\"" : "\"Reflect\"",
            "inplace" or "ceil_mode" or "align_corners" or "recompute_scale_factor" => "true",
            "bias" or "hasBias" or "affine" or "elementwise_affine" or "track_running_stats" or "count_include_pad" => "false",
            _ => "0.25",
        };
    }
}
