using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

/// <summary>Stopping, saving, loading and going on is the same as never having stopped, bit for bit.</summary>
public sealed class ResumptionTests
{
    /// <summary>Before the scores, while they are averaged, at a choice, on the road, at its end, after the last period.</summary>
    public static TheoryData<int, bool> Stops => new MatrixTheoryData<int, bool>([1, 3, 6, 7, 9, 13, 25, 30], [true, false]);

    [Theory]
    [MemberData(nameof(Stops))]
    public void A_file_or_a_dictionary_carries_everything(int stop, bool asFile)
    {
        foreach (var variant in new BaseUpdate[] { Sgd(0.05, 0.9, weightDecay: 1e-3), AdamW(1e-2, weightDecay: 0.1) })
        {
            using var straight = new Run(variant);
            using var first = new Run(variant);
            straight.Model.Train(straight.Optimizer, 1, 40);
            first.Model.Train(first.Optimizer, 1, stop);

            using var second = new Run(variant);
            second.Take(first, asFile);
            Assert.Equal(stop, second.Optimizer.Step);
            second.Model.Train(second.Optimizer, stop + 1, 40);

            Assert.Equal(straight.Optimizer.Statuses, second.Optimizer.Statuses);
            Assert.Equal(straight.Optimizer.Mask.data<bool>().ToArray(), second.Optimizer.Mask.data<bool>().ToArray());
            Assert.Equal(Bits(straight.Optimizer.Scores), Bits(second.Optimizer.Scores));
            Assert.Equal(Bits(straight.Model.Values()), Bits(second.Model.Values()));
        }
    }

    [Fact]
    public void The_learning_rate_that_a_scheduler_set_is_resumed()
    {
        using var first = new Run(Sgd(0.1));
        var schedule = torch.optim.lr_scheduler.StepLR(first.Optimizer, 1, 0.5);
        schedule.step();

        using var second = new Run(Sgd(0.1));
        second.Take(first, asFile: true);

        Assert.Equal(0.05, second.Optimizer.ParamGroups.Single().LearningRate, 1e-9);
    }

    [Fact]
    public void A_state_is_independent_of_where_it_came_from()
    {
        using var first = new Run(Sgd(0.05, 0.9));
        first.Model.Train(first.Optimizer, 1, 10);
        using var second = new Run(Sgd(0.05, 0.9));
        second.Take(first, asFile: false);
        var statuses = second.Optimizer.Statuses.ToArray();

        first.Model.Train(first.Optimizer, 11, 40);
        first.Dispose();

        Assert.Equal(statuses, second.Optimizer.Statuses);
        second.Model.Train(second.Optimizer, 11, 40);
        Assert.True(second.Optimizer.IsDone);
    }

    [Fact]
    public void A_loaded_state_outlives_the_scope_that_it_was_loaded_in()
    {
        using var first = new Run(AdamW(1e-2));
        first.Model.Train(first.Optimizer, 1, 10);
        using var second = new Run(AdamW(1e-2));
        using (torch.NewDisposeScope())
        {
            second.Take(first, asFile: true);
        }

        second.Model.Train(second.Optimizer, 11, 40);

        Assert.True(second.Optimizer.IsDone);
    }

    [Fact]
    public void A_state_of_another_schedule_model_or_update_is_refused()
    {
        using var run = new Run(Sgd(0.1));
        using var adam = new Run(AdamW(0.1));
        Assert.Contains("SgdUpdate", Assert.Throws<InvalidDataException>(() => run.Take(adam, asFile: true)).Message);

        using var map = run.Model.Map();
        using var other = new Hesso(map, run.Model.Named, PruningTests.Options(Sgd(0.1)) with { TargetGroupSparsity = 0.5 });
        Assert.Contains("12 structures", Assert.Throws<InvalidDataException>(() => run.Optimizer.load_state_dict(other.state_dict())).Message);

        using var swapped = run.Model.Map(["fc2.weight"], ["fc1.weight"]);
        using var foreign = new Hesso(swapped, run.Model.Named, PruningTests.Options(Sgd(0.1)));
        Assert.Contains("groups", Assert.Throws<InvalidDataException>(() => run.Optimizer.load_state_dict(foreign.state_dict())).Message);
    }

    [Fact]
    public void A_state_of_other_criteria_is_refused()
    {
        using var run = new Run(Sgd(0.1));
        using var map = run.Model.Map();
        using var other = new Hesso(map, run.Model.Named, PruningTests.Options(Sgd(0.1)) with { Criteria = [new(new RandomCriterion(3), 1)] });
        var refused = Assert.Throws<InvalidDataException>(() => run.Optimizer.load_state_dict(other.state_dict()));
        Assert.Contains("judges structures by 1 PrunableModels.RandomCriterion 3, with the Gradient, decay", refused.Message, StringComparison.Ordinal);
    }

    private static int[] Bits(torch.Tensor tensor) => Bits(tensor.data<float>().ToArray());

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);

    private sealed class Run : IDisposable
    {
        private readonly StructureMap map;

        public Run(BaseUpdate variant)
        {
            Model = TestModel.Perceptron();
            map = Model.Map();
            Optimizer = new Hesso(map, Model.Named, PruningTests.Options(variant));
        }

        public TestModel Model { get; }

        public Hesso Optimizer { get; }

        /// <summary>Takes over another run's parameters and state.</summary>
        public void Take(Run other, bool asFile)
        {
            using (torch.no_grad())
            {
                foreach (var (name, parameter) in Model.Named)
                {
                    parameter.copy_(other.Model[name]);
                }
            }

            if (!asFile)
            {
                Optimizer.load_state_dict(other.Optimizer.state_dict());
                return;
            }

            using var file = new MemoryStream();
            using var writer = new BinaryWriter(file);
            other.Optimizer.save_state_dict(writer);
            file.Position = 0;
            using var reader = new BinaryReader(file);
            Optimizer.load_state_dict(reader);
            Assert.Equal(file.Length, file.Position);
        }

        public void Dispose()
        {
            Optimizer.Dispose();
            map.Dispose();
            Model.Dispose();
        }
    }
}
