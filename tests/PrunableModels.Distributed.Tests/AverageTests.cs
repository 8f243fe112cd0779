using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Distributed.Tests;

/// <summary>Tensors of the processes of a group.</summary>
public sealed class AverageTests
{
    public static TheoryData<ScalarType> Kinds => [ScalarType.Float32, ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_become_their_means_over_all_processes(ScalarType dtype) => ThreadGroup.Run(
        3,
        group =>
        {
            using var scope = NewDisposeScope();
            var model = new Pair(dtype);
            Set(model, group.Rank + 1);

            group.AverageGradients(model);

            // Of 1, 2 and 3 times.
            Assert.Equal([2, 4, 6, 8], Gradient(model.First));
            Assert.Equal([2, 4], Gradient(model.Second));
            Assert.Equal(dtype, model.First.grad!.dtype);
            return 0;
        },
        new() { BucketBytes = 16 });

    [Fact]
    public void Sums_of_half_precision_do_not_overflow() => ThreadGroup.Run(2, group =>
    {
        using var scope = NewDisposeScope();
        var model = new Pair(ScalarType.Float16);
        Set(model, 15_000);

        group.AverageGradients(model);

        // Twice that is no number of 16 bits.
        Assert.Equal([15_000, 30_000, 45_000 - 8, 60_000], Gradient(model.First));
    });

    [Fact]
    public void A_parameter_without_a_gradient_in_some_processes_counts_as_zero_there() => ThreadGroup.Run(2, group =>
    {
        using var scope = NewDisposeScope();
        var model = new Pair(ScalarType.Float32);
        Set(model, 1);
        model.Second.grad = group.IsFirst ? model.Second.grad : null;

        group.AverageGradients(model);

        Assert.Equal([0.5, 1], Gradient(model.Second));
    });

    [Fact]
    public void A_parameter_without_a_gradient_in_any_process_stays_without() => ThreadGroup.Run(2, group =>
    {
        using var scope = NewDisposeScope();
        var model = new Pair(ScalarType.Float32);
        Set(model, 1);
        model.Second.grad = null;

        group.AverageGradients(model);

        Assert.Null(model.Second.grad);
    });

    [Fact]
    public void Frozen_parameters_are_left_alone() => ThreadGroup.Run(2, group =>
    {
        using var scope = NewDisposeScope();
        var model = new Pair(ScalarType.Float32);
        Set(model, group.Rank);
        model.Second.requires_grad = false;

        group.AverageGradients(model);

        Assert.Equal([0.5, 1, 1.5, 2], Gradient(model.First));
        Assert.Equal([group.Rank, 2 * group.Rank], Gradient(model.Second));
    });

    [Fact]
    public void Memory_is_taken_once_and_again_when_a_shape_has_changed()
    {
        using var scope = NewDisposeScope();
        var model = new Pair(ScalarType.Float32);
        using var buckets = new GradientBuckets(new LoneProcess(), 1000);
        Set(model, 1);
        buckets.Average(model.parameters());
        var alive = Tensor.TotalCount;
        for (var step = 0; step < 5; step++)
        {
            buckets.Average(model.parameters());
        }

        Assert.Equal(1, buckets.Layouts);
        Assert.Equal(alive, Tensor.TotalCount);

        using (no_grad())
        {
            model.First.set_(ones(2, 1));
        }

        model.First.grad = ones(2, 1);
        buckets.Average(model.parameters());
        Assert.Equal(2, buckets.Layouts);
        Assert.Equal([1, 1], Gradient(model.First));
    }

    [Fact]
    public void Processes_that_train_other_parameters_are_told_so()
    {
        var fault = Assert.Throws<RanksDifferException>(() => ThreadGroup.Run(3, group =>
        {
            using var scope = NewDisposeScope();
            var model = new Pair(ScalarType.Float32);
            model.Second.requires_grad = group.Rank != 1;
            group.AverageGradients(model);
        }));

        Assert.Equal([1], fault.Ranks);
        Assert.StartsWith("Not all processes have the same parameters to train: rank 1 differs from rank 0.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sparse_gradient_is_refused()
    {
        using var scope = NewDisposeScope();
        using var group = new ProcessGroup(new LoneProcess());
        var model = nn.Embedding(5, 2, sparse: true);
        model.call(tensor([1L])).sum().backward();

        Assert.Throws<NotSupportedException>(() => group.AverageGradients(model));
    }

    [Fact]
    public void All_processes_get_the_parameters_and_buffers_of_rank_0() => ThreadGroup.Run(2, group =>
    {
        using var scope = NewDisposeScope();
        var model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4));
        using (no_grad())
        {
            foreach (var value in model.state_dict().Values)
            {
                value.fill_(group.Rank + 5);
            }
        }

        group.Broadcast(model);

        Assert.All(model.state_dict().Values, value => Assert.True(value.eq(5).all().item<bool>()));
        group.RequireSame(model);
    });

    [Fact]
    public void A_tensor_that_is_not_in_one_piece_is_given_to_all_as_well() => ThreadGroup.Run(2, group =>
    {
        using var scope = NewDisposeScope();
        var whole = arange(12, dtype: ScalarType.BFloat16).reshape(3, 4).mul_(group.Rank + 1);

        group.Broadcast(whole.t()[1]);

        var first = arange(12, dtype: ScalarType.BFloat16).reshape(3, 4);
        Assert.True(whole.t()[1].allclose(first.t()[1], 0, 0));
        Assert.True(whole.t()[2].allclose(first.t()[2] * (group.Rank + 1), 0, 0));
    });

    [Fact]
    public void Models_of_other_shapes_are_told_apart_before_anything_is_sent() =>
        Assert.Throws<RanksDifferException>(() => ThreadGroup.Run(2, group =>
        {
            using var model = nn.Linear(3, 4 + group.Rank);
            group.Broadcast(model);
        }));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_tensor_becomes_its_mean(ScalarType dtype) => ThreadGroup.Run(2, group =>
    {
        using var scope = NewDisposeScope();
        var values = arange(6, dtype: ScalarType.Float32).reshape(2, 3).to(dtype).t() * (group.Rank + 1);

        group.Average(values);

        Assert.True(values.to(ScalarType.Float32).allclose(arange(6, dtype: ScalarType.Float32).reshape(2, 3).t() * 1.5, 0, 0));
    });

    [Fact]
    public void A_number_becomes_its_mean() => ThreadGroup.Run(4, group => Assert.Equal(1.5, group.Average(group.Rank)));

    [Fact]
    public void Whole_numbers_have_no_mean()
    {
        using var group = new ProcessGroup(new LoneProcess());
        using var values = tensor([1L]);
        Assert.Throws<NotSupportedException>(() => group.Average(values));
    }

    private static void Set(Pair model, double factor)
    {
        using var scope = NewDisposeScope();
        model.First.grad = (tensor([1.0, 2, 3, 4]) * factor).reshape(2, 2).to(model.First.dtype);
        model.Second.grad = (tensor([1.0, 2]) * factor).to(model.Second.dtype);
    }

    private static IEnumerable<double> Gradient(Parameter parameter) => parameter.grad!.to(ScalarType.Float64).data<double>().ToArray();

    /// <summary>Two parameters.</summary>
    private sealed class Pair : nn.Module<Tensor, Tensor>
    {
        public Pair(ScalarType dtype)
            : base(nameof(Pair))
        {
            First = nn.Parameter(zeros(2, 2, dtype: dtype));
            Second = nn.Parameter(zeros(2, dtype: dtype));
            RegisterComponents();
        }

        public Parameter First { get; }

        public Parameter Second { get; }

        public override Tensor forward(Tensor x) => x;
    }
}
