using PrunableModels.Core;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using Size = PrunableModels.Core.Size;

namespace PrunableModels.Onnx.Tests;

/// <summary>The table of converters.</summary>
public sealed class TableTests
{
    // Other names of what is tested, what TorchSharp does not do as it says, what needs a GPU, and what is there to be refused.
    private static readonly HashSet<string> Names =
    [
        "addmv", "log_sigmoid", "requires_grad_", "DetachFromDisposeScope", "half", "H", "mH", "upsample", "as_tensor", "hardtanh", "adaptive_max_pool3d", "cuda",
        "transformer_encoder", "transformer_decoder_layer", "transformer_decoder", "transformer",
    ];

    [Fact]
    public void Every_converter_is_for_an_operator() =>
        Assert.Empty(OperatorConverters.Table.Keys.Except(OperatorTable.All.Select(o => o.Name).Append(OperatorTable.Unregistered.Name)));

    [Fact]
    public void Every_converter_is_tested()
    {
        using var scope = NewDisposeScope();
        (IPrunable Model, int Inputs, long[] Shape)[] models =
        [
            (new ElementFunctions(), 1, [2, 4, 3, 5]), (new ActivationLayers(), 1, [2, 4, 3, 5]), (new ArithmeticFunctions(), 2, [2, 4, 3]), (new ChoiceFunctions(), 2, [2, 4, 3]), (new ShapeFunctions(), 1, [2, 4, 4, 6]),
            (new PartFunctions(), 1, [2, 4, 4, 6]), (new CopyFunctions(), 1, [2, 4, 4, 6]), (new SourceFunctions(), 1, [2, 4, 4, 6]), (new ReductionFunctions(), 1, [2, 4, 4, 6]), (new ProductFunctions(), 2, [2, 4, 5]),
            (new Convolutions(), 1, [2, 4, 7, 6]), (new Pools(), 1, [2, 4, 9, 7]), (new Norms(), 1, [2, 4, 6, 6]), (new RecurrentLayers(), 1, [2, 4, 5]), (new Tables(), 1, [2, 4]),
        ];
        var used = models.SelectMany(m => Operators(m.Model.Pruning, [.. Enumerable.Repeat(m.Shape, m.Inputs)])).ToHashSet();
        foreach (var model in Models.All)
        {
            using var instance = model.Create(ScalarType.Float32);
            used.UnionWith(Operators(instance.Pruning, [.. instance.Inputs.Select(i => i.shape)]));
        }

        var untested = string.Join(", ", OperatorConverters.Table.Keys.Except(used).Except(Names));
        Assert.True(untested.Length == 0, untested);
    }

    private static IEnumerable<string> Operators(Pruning pruning, long[][] shapes) =>
        Execution.Of(pruning, [.. shapes.Select(s => (IReadOnlyList<Size>)[.. s.Select(Size.Constant)])]).Graph.Nodes.Select(n => n.Operator.Name);
}
