using PrunableModels.Traces;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>The two models of the recorded traces as functions of named parameters, with their structures written down by hand.</summary>
internal abstract class TestModel(Dictionary<string, Parameter> parameters, List<(Tensor X, Tensor Y)> batches) : IDisposable
{
    public IEnumerable<(string name, Parameter parameter)> Named => parameters.Select(p => (p.Key, p.Value));

    /// <summary>Running statistics, by path.</summary>
    public virtual IEnumerable<(string name, Tensor buffer)> Buffers => [];

    public Parameter this[string name] => parameters[name];

    protected abstract string[] Readers { get; }

    /// <summary>Starts where the recorded traces start.</summary>
    public static TestModel Golden(string folder, string name)
    {
        var parameters = TraceFile.Read(Path.Combine(folder, $"{name}_init.json")).GetProperty("params").EnumerateObject()
            .ToDictionary(p => p.Name, p => new Parameter(TraceFile.Tensor(p.Value)));
        var batches = TraceFile.Read(Path.Combine(folder, $"{name}_batches.json")).GetProperty("batches").EnumerateArray()
            .Select(batch => (TraceFile.Tensor(batch.GetProperty("x")), tensor(TraceFile.Longs(batch.GetProperty("y"))))).ToList();
        return name == "mlp" ? new Mlp(parameters, batches) : new Cnn(parameters, batches);
    }

    /// <summary>The perceptron with random values, the same in every call.</summary>
    public static TestModel Perceptron() => new Mlp(
        Random(new() { ["fc1.weight"] = [16, 12], ["fc1.bias"] = [16], ["fc2.weight"] = [8, 16], ["fc2.bias"] = [8], ["fc3.weight"] = [4, 8], ["fc3.bias"] = [4] }),
        Random([8, 12], 4));

    /// <summary>The convolutional network with random values, the same in every call.</summary>
    public static TestModel Convolutional() => new Cnn(
        Random(new()
        {
            ["conv1.weight"] = [8, 3, 3, 3], ["bn1.weight"] = [8], ["bn1.bias"] = [8],
            ["conv2.weight"] = [16, 8, 3, 3], ["bn2.weight"] = [16], ["bn2.bias"] = [16],
            ["conv3.weight"] = [16, 16, 3, 3], ["bn3.weight"] = [16], ["bn3.bias"] = [16],
            ["fc.weight"] = [5, 16], ["fc.bias"] = [5],
        }),
        Random([8, 3, 8, 8], 5));

    /// <summary>Groups in the order of the numbering, each by the parameters whose first axis writes it.</summary>
    public StructureMap Map(params string[][] groups)
    {
        var count = groups.Sum(group => parameters[group[0]].shape[0]);
        var linked = new List<LinkedGroup>();
        var slices = new List<StructureSlice>();
        foreach (var group in groups)
        {
            var start = linked.Count == 0 ? 0 : linked[^1].End;
            var width = (int)parameters[group[0]].shape[0];
            linked.Add(new LinkedGroup($"{group[0]}:0", start, width));
            slices.AddRange(group.Select(name => new StructureSlice(name, parameters[name], 0, SliceRole.Writer, arange(start, start + width))));
        }

        slices.AddRange(linked.Zip(Readers, (group, reader) => new StructureSlice(reader, parameters[reader], 1, SliceRole.Reader, arange(group.Start, group.End))));
        return new StructureMap(linked, slices);
    }

    /// <summary>The map with the groups in the order of the layers.</summary>
    public abstract StructureMap Map();

    /// <summary>Forward and backward for step <paramref name="step"/> from 1.</summary>
    /// <returns>The loss.</returns>
    public float Backward(long step)
    {
        foreach (var parameter in parameters.Values)
        {
            parameter.grad?.zero_();
        }

        return Accumulate(step);
    }

    /// <summary>As <see cref="Backward"/>, adding to the gradients.</summary>
    public float Accumulate(long step)
    {
        using var scope = NewDisposeScope();
        var (x, y) = batches[(int)((step - 1) % batches.Count)];
        var loss = nn.functional.cross_entropy(Forward(x), y);
        loss.backward();
        return loss.item<float>();
    }

    /// <summary>Trains for some steps.</summary>
    public void Train(optim.Optimizer optimizer, long from, long to)
    {
        for (var step = from; step <= to; step++)
        {
            Backward(step);
            optimizer.step();
        }
    }

    public float[] Values() => parameters.Values.SelectMany(p => p.data<float>().ToArray()).ToArray();

    public virtual void Dispose()
    {
        foreach (var (x, y) in batches)
        {
            x.Dispose();
            y.Dispose();
        }

        foreach (var parameter in parameters.Values)
        {
            parameter.Dispose();
        }
    }

    protected abstract Tensor Forward(Tensor x);

    private static Dictionary<string, Parameter> Random(Dictionary<string, long[]> shapes)
    {
        using var generator = new Generator(1);
        return shapes.ToDictionary(shape => shape.Key, shape => new Parameter(randn(shape.Value, generator: generator) * 0.3f));
    }

    private static List<(Tensor X, Tensor Y)> Random(long[] shape, long classes)
    {
        using var generator = new Generator(2);
        return [.. Enumerable.Range(0, 12).Select(_ => (randn(shape, generator: generator), randint(classes, [shape[0]], dtype: int64, generator: generator)))];
    }

    private sealed class Mlp(Dictionary<string, Parameter> parameters, List<(Tensor X, Tensor Y)> batches) : TestModel(parameters, batches)
    {
        protected override string[] Readers => [];

        public override StructureMap Map() => Map(["fc1.weight", "fc1.bias"], ["fc2.weight", "fc2.bias"]);

        protected override Tensor Forward(Tensor x)
        {
            x = nn.functional.relu(nn.functional.linear(x, this["fc1.weight"], this["fc1.bias"]));
            x = nn.functional.relu(nn.functional.linear(x, this["fc2.weight"], this["fc2.bias"]));
            return nn.functional.linear(x, this["fc3.weight"], this["fc3.bias"]);
        }
    }

    private sealed class Cnn(Dictionary<string, Parameter> parameters, List<(Tensor X, Tensor Y)> batches) : TestModel(parameters, batches)
    {
        private readonly Dictionary<string, (Tensor Mean, Tensor Var)> statistics = new()
        {
            ["bn1"] = (zeros(8), ones(8)),
            ["bn2"] = (zeros(16), ones(16)),
            ["bn3"] = (zeros(16), ones(16)),
        };

        public override IEnumerable<(string name, Tensor buffer)> Buffers =>
            statistics.SelectMany(s => new[] { ($"{s.Key}.running_mean", s.Value.Mean), ($"{s.Key}.running_var", s.Value.Var) });

        protected override string[] Readers => ["conv2.weight", "fc.weight"];

        public override StructureMap Map() => Map(
            ["conv1.weight", "bn1.weight", "bn1.bias"],
            ["conv2.weight", "bn2.weight", "bn2.bias", "conv3.weight", "bn3.weight", "bn3.bias"]);

        public override void Dispose()
        {
            base.Dispose();
            foreach (var (mean, var) in statistics.Values)
            {
                mean.Dispose();
                var.Dispose();
            }
        }

        protected override Tensor Forward(Tensor x)
        {
            x = nn.functional.relu(Norm("bn1", nn.functional.conv2d(x, this["conv1.weight"], padding: [1, 1])));
            var r = nn.functional.relu(Norm("bn2", nn.functional.conv2d(x, this["conv2.weight"], strides: [2, 2], padding: [1, 1])));
            x = Norm("bn3", nn.functional.conv2d(r, this["conv3.weight"], padding: [1, 1]));
            x = nn.functional.relu(x + r).mean([2, 3]);
            return nn.functional.linear(x, this["fc.weight"], this["fc.bias"]);
        }

        private Tensor Norm(string name, Tensor x) =>
            nn.functional.batch_norm(x, statistics[name].Mean, statistics[name].Var, this[$"{name}.weight"], this[$"{name}.bias"], training: true);
    }
}
