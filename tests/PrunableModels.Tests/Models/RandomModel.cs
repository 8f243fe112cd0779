using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>A model of random layers and operations on images, program and real forward made together.</summary>
internal sealed class RandomModel
{
    private readonly Random random;
    private readonly List<(string, object)> fields = [];
    private readonly List<string> lines = [];
    private readonly List<Func<InlineModel, Tensor[], Tensor>> steps = [];
    private readonly List<(int Channels, int Size)> values = [(3, 16)];

    private RandomModel(int seed) => random = new(seed);

    public string Program => string.Join("\n", lines);

    public static (InlineModel Model, string Program) Make(int seed)
    {
        var made = new RandomModel(seed);
        made.Convolution(0);
        var count = made.random.Next(4, 14);
        for (var i = 0; i < count; i++)
        {
            made.Step();
        }

        return (made.Finish(), made.Program);
    }

    private void Step()
    {
        var x = random.Next(Math.Max(0, values.Count - 4), values.Count);
        switch (random.Next(9))
        {
            case 0 or 1:
                Convolution(x);
                break;
            case 2:
                Layer(x, BatchNorm2d(values[x].Channels), values[x].Channels, values[x].Size);
                break;
            case 3:
                var function = new (string, Func<Tensor, Tensor>)[] { ("functional.relu", t => t.relu()), ("torch.tanh", t => t.tanh()), ("torch.sigmoid", t => t.sigmoid()), ("functional.silu", t => functional.silu(t)) }[random.Next(4)];
                Add($"{function.Item1}(v{x})", (_, v) => function.Item2(v[x]), values[x]);
                break;
            case 4 or 5:
                Combine(x);
                break;
            case 6:
                var y = Like(x, sameChannels: false);
                Add($"torch.cat([v{x}, v{y}], dim: 1)", (_, v) => cat([v[x], v[y]], 1), (values[x].Channels + values[y].Channels, values[x].Size));
                break;
            case 7 when values[x].Size > 2:
                Add($"functional.avg_pool2d(v{x}, kernel_size: 2)", (_, v) => functional.avg_pool2d(v[x], 2), (values[x].Channels, values[x].Size / 2));
                break;
            default:
                Add($"functional.adaptive_avg_pool2d(v{x}, output_size: 1)", (_, v) => functional.adaptive_avg_pool2d(v[x], 1), (values[x].Channels, 1));
                break;
        }
    }

    private void Convolution(int x)
    {
        var channels = values[x].Channels;
        var output = new[] { channels, 2 * channels, 4, 6, 8, 12 }[random.Next(6)];
        var groups = new[] { 1, 1, 1, channels, 2, 4 }.Where(g => channels % g == 0 && output % g == 0).OrderBy(_ => random.Next()).First();
        var kernel = random.Next(2) == 0 ? 1 : 3;
        Layer(x, Conv2d(channels, output, kernel, padding: kernel / 2, groups: groups, bias: random.Next(2) == 0), output, values[x].Size);
    }

    private void Combine(int x)
    {
        var y = Like(x, sameChannels: true);
        var (symbol, function) = new (string, Func<Tensor, Tensor, Tensor>)[] { ("+", (a, b) => a + b), ("*", (a, b) => a * b), ("-", (a, b) => a - b) }[random.Next(3)];
        Add($"v{x} {symbol} v{y}", (_, v) => function(v[x], v[y]), values[x]);
    }

    // Another value of the same size: one of a single position goes with all where only channels have to agree.
    private int Like(int x, bool sameChannels)
    {
        var fitting = Enumerable.Range(0, values.Count).Where(i => (values[i].Size == values[x].Size || (sameChannels && values[i].Size == 1)) && (!sameChannels || values[i].Channels == values[x].Channels)).ToList();
        return fitting[random.Next(fitting.Count)];
    }

    private void Layer(int x, nn.Module<Tensor, Tensor> layer, int channels, int size)
    {
        var name = $"f{fields.Count}";
        fields.Add((name, layer));
        Add($"call this.{name}(v{x})", (m, v) => m.Call(name, v[x]), (channels, size));
    }

    private void Add(string text, Func<InlineModel, Tensor[], Tensor> step, (int, int) value)
    {
        lines.Add($"v{values.Count} = {text}");
        steps.Add(step);
        values.Add(value);
    }

    private InlineModel Finish()
    {
        var (channels, size) = values[^1];
        var last = values.Count - 1;
        fields.Add(("head", Linear(channels * size * size, 5)));
        lines.Insert(0, "v0 = x");
        lines.Add($"return call this.head(Tensor.flatten(v{last}, start_dim: 1))");
        return new(Program, (m, x) =>
        {
            var v = new Tensor[values.Count];
            v[0] = x;
            for (var i = 0; i < steps.Count; i++)
            {
                v[i + 1] = steps[i](m, v);
            }

            return m.Call("head", v[last].flatten(1));
        }, [.. fields]);
    }
}
