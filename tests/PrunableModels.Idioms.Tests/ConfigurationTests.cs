using PrunableModels.Idioms.Tests.Configuration;
using Xunit;

namespace PrunableModels.Idioms.Tests;

/// <summary>What constructors take and <c>forward</c> reads that is neither tensor nor module.</summary>
public sealed class ConfigurationTests
{
    [Covers("config object parameter")]
    [Theory]
    [InlineData(false, null)]
    [InlineData(true, 0.5)]
    public void Config_object(bool gated, double? dropout) => Idiom.Prunes(
        () => new ConfigObject(new() { Width = 5, UseGate = gated, Dropout = dropout }), [3, 4], "up.weight:0");

    [Covers("config object parameter")]
    [Fact]
    public void Presets_records_structs_and_with() => Idiom.Prunes(() => new ClosedConfig(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0", "conv3.weight:0");

    [Covers("array, list or tuple list parameter")]
    [Fact]
    public void Tuple_list_parameter() => Idiom.Prunes(
        () => new TupleListParameter([(6, 3), (7, 1)]), [2, 3, 8, 8], "features.0.weight:0", "features.2.weight:0");

    [Covers("array, list or tuple list parameter")]
    [Fact]
    public void Array_parameter() => Idiom.Prunes(() => new ArrayParameter([4, 6, 7, 5]), [3, 4], "layers.0.weight:0", "layers.1.weight:0", "layers.2.weight:0");

    [Covers("enum parameter")]
    [Theory]
    [InlineData(PoolKind.Average)]
    [InlineData(PoolKind.Max)]
    public void Enum_parameter(PoolKind pool) => Idiom.Prunes(() => new EnumParameter(pool), [2, 3, 8, 8], "conv.weight:0");

    [Covers("string parameter that selects a layer")]
    [Theory]
    [InlineData("relu", "none")]
    [InlineData("GELU", "batch")]
    public void String_parameter_that_selects_a_layer(string activation, string norm) =>
        Idiom.Prunes(() => new StringParameter(activation, norm), [3, 4], "up.weight:0");

    [Covers("make_divisible for every width")]
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Make_divisible(double scale) => Idiom.Prunes(() => new MakeDivisible(scale), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("integer parameters")]
    [Covers("default parameter values")]
    [Covers("several constructors")]
    [Fact]
    public void Integers_defaults_and_chained_constructors() => Idiom.Prunes(() => new Widths(4), [3, 4], "up.weight:0");

    [Covers("flag parameters")]
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Flags(bool normalizes, bool residual) => Idiom.Prunes(() => new Widths(4, 7, normalizes, residual), [3, 4], "up.weight:0");
}
