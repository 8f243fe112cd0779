using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>The promise: what was zeroed and what is compact compute the same.</summary>
public sealed class ExactnessTests
{
    private static readonly Dictionary<string, (Func<TestModel> Make, long[] Input)> Models = new()
    {
        ["Mlp"] = (() => new Mlp(), [4, 12]),
        ["Classifier"] = (() => new Classifier(), [2, 3, 32, 32]),
        ["ResNet"] = (() => new ResNet(), [2, 3, 20, 24]),
        ["DenseNet"] = (() => new DenseNet(), [2, 3, 16, 16]),
        ["MobileNet"] = (() => new MobileNet(), [2, 3, 18, 18]),
    };

    public static TheoryData<string, double, int> Cases()
    {
        var cases = new TheoryData<string, double, int>();
        foreach (var model in Models.Keys)
        {
            foreach (var keep in new[] { 0.1, 0.5, 0.9 })
            {
                Enumerable.Range(0, 3).ToList().ForEach(seed => cases.Add(model, keep, seed));
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compact_and_zeroed_model_agree(string name, double keep, int seed)
    {
        Check(name, keep, seed, ScalarType.Float32, 1e-5);
        Check(name, keep, seed, ScalarType.Float64, 1e-12);
    }

    private static void Check(string name, double keep, int seed, ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        var (make, shape) = Models[name];
        using var model = make().to(type);
        Scramble(model);
        model.eval();
        var names = model.state_dict().Keys.ToList();
        var mask = Masks.Random(model.Pruning, keep, seed);
        var parameters = model.Pruning.CountParameters();
        var expected = parameters - Removed(model.Pruning.Map, mask);
        var x = randn(shape, type);
        var zeroed = Zeroed(model, mask, x);

        var compact = model.Compact(mask);

        var after = model.call(x);
        Assert.InRange((zeroed - after).abs().max().ToDouble() / zeroed.abs().max().ToDouble(), 0, tolerance);
        Assert.InRange(compact.LargestDifference, 0, tolerance * 10);
        Assert.Equal((parameters, expected), (compact.Parameters.Before, compact.Parameters.After));
        Assert.Equal(expected, model.parameters().Sum(p => p.numel()));
        Assert.Equal(names, model.state_dict().Keys);
        Assert.All(compact.Widths, w => Assert.Equal(w.After == 1 ? null : w.After, model.Pruning.Groups.SingleOrDefault(g => g.Id == w.Id)?.Width));
        Assert.True(compact.Macs!.After < compact.Macs.Before || mask.all().ToBoolean());
    }

    // Running statistics and shifts as after training, so that nothing is zero by chance.
    private static void Scramble(nn.Module model)
    {
        using var gradients = no_grad();
        foreach (var (name, tensor) in model.state_dict().Where(t => t.Value.dim() == 1))
        {
            tensor.copy_(name.EndsWith("var", StringComparison.Ordinal) ? rand_like(tensor) + 0.5 : randn_like(tensor) * 0.5);
        }
    }

    private static long Removed(StructureMap map, Tensor mask)
    {
        var padded = cat([mask, ones(1, ScalarType.Bool)], 0);
        return map.Slices.Where(s => s.Role != SliceRole.Companion).GroupBy(s => s.Path).Sum(tensor =>
        {
            var kept = ones_like(tensor.First().Tensor, ScalarType.Bool);
            foreach (var slice in tensor)
            {
                var shape = Enumerable.Repeat(1L, (int)slice.Tensor.dim()).ToArray();
                shape[slice.Axis] = -1;
                kept = kept & padded[slice.Structures].view(shape);
            }

            return kept.logical_not().sum().ToInt64();
        });
    }

    // The model is as it was afterwards.
    private static Tensor Zeroed(TestModel model, Tensor mask, Tensor x)
    {
        var state = model.state_dict().ToDictionary(t => t.Key, t => t.Value.detach().clone());
        Masks.Zero(model.Pruning, mask);
        var result = model.call(x).detach();
        model.load_state_dict(state);
        return result;
    }
}
