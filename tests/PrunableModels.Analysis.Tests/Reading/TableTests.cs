using PrunableModels.Core;
using TorchSharp;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>The tables name things of TorchSharp: each has to be there, spelled so.</summary>
public sealed class TableTests
{
    private static readonly string[] Owners = ["TorchSharp.torch", "TorchSharp.torch+nn+functional", "TorchSharp.torch+Tensor"];

    /// <summary>Operators that are reached through a layer or through code of their own, not through a function of that name.</summary>
    private static readonly string[] LayersOnly = ["batch_norm1d", "batch_norm2d", "batch_norm3d", "instance_norm1d", "instance_norm2d", "instance_norm3d", "embedding", "Identity", "rdiv", "lstm", "gru", "rnn", "lstm_cell", "gru_cell", "rnn_cell", "embedding_bag", "transformer_encoder_layer", "transformer_decoder_layer", "transformer_encoder", "transformer_decoder", "transformer",
        .. Enumerable.Range(1, 3).SelectMany(n => new[] { $"constant_pad{n}d", $"reflection_pad{n}d", $"replication_pad{n}d" }), "zero_pad2d"];

    public static TheoryData<string> Operators => [.. OperatorTable.All.Select(o => o.Name).Except(LayersOnly)];

    public static TheoryData<string> Layers => [.. LayerTable.All.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Every_operator_is_a_function_of_TorchSharp(string name)
    {
        var assembly = typeof(torch).Assembly;
        var extensions = assembly.GetExportedTypes().Where(t => t is { IsAbstract: true, IsSealed: true });
        Assert.Contains(Owners.Select(o => assembly.GetType(o)!).Concat(extensions), type => type.GetMethods().Any(m => m.Name == name || m.Name == $"get_{name}"));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Every_layer_has_a_factory_with_these_parameters_and_these_defaults(string name)
    {
        var kind = LayerTable.Find(name)!;
        var factories = typeof(torch.nn).GetMethods().Where(m => m.Name == name).Select(m => m.GetParameters()).ToList();
        Assert.NotEmpty(factories);
        foreach (var parameter in kind.Parameters)
        {
            var found = factories.SelectMany(f => f).Where(p => p.Name == parameter.Name).ToList();
            Assert.True(found.Count > 0, $"{name} has no parameter {parameter.Name}");

            // Some defaults are those of an overload that does not have the parameter.
            if (parameter.Default is not null && found.Any(p => p.HasDefaultValue))
            {
                Assert.Contains(found.Where(p => p.HasDefaultValue), p => Written(p.DefaultValue) == parameter.Default);
            }
            else if (parameter.Default is not null)
            {
                Assert.Contains(factories, f => f.All(p => p.Name != parameter.Name));
            }
        }

        Assert.NotNull(OperatorTable.Find(kind.Operator));
    }

    [Fact]
    public void Every_layer_of_TorchSharp_is_in_the_table_or_left_out_for_a_reason()
    {
        var made = typeof(torch.nn).GetMethods().Where(m => m.IsStatic && typeof(torch.nn.Module).IsAssignableFrom(m.ReturnType)).Select(m => m.ReturnType.Name.Split('`')[0]).Distinct();
        var unknown = made.Where(name => LayerTable.Find(name) is null && !LayerTable.IsContainer(name) && !name.EndsWith("Loss", StringComparison.Ordinal) && name is not ("ModuleDict" or "ParameterDict" or "ParameterList"));
        Assert.Equal(LayerTable.Opaque.Keys.Order(StringComparer.Ordinal), unknown.Order(StringComparer.Ordinal));
    }

    private static string Written(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
