namespace PrunableModels.Benchmarks;

/// <summary>The source of models as users write them, each a little different from the next.</summary>
internal static partial class ModelText
{
    private const string Usings = """
        using System.Collections.Generic;
        using PrunableModels;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Shop.Models;


        """;

    /// <summary>A stack of convolutions with a linear head.</summary>
    public static string Convolutional(string name, int width, int depth)
    {
        var layers = Enumerable.Range(1, depth).ToList();
        return Usings + $$"""
            [Prunable]
            public sealed partial class {{name}} : Module<Tensor, Tensor>
            {
            {{Lines(layers, i => $"private readonly Conv2d conv{i};\n    private readonly BatchNorm2d norm{i};")}}
                private readonly Linear head;

                public {{name}}(int classes = 10) : base(nameof({{name}}))
                {
            {{Lines(layers, i => $"    conv{i} = Conv2d({(i == 1 ? 3 : width * (i - 1))}, {width * i}, 3, padding: 1, bias: false);\n        norm{i} = BatchNorm2d({width * i});")}}
                    head = Linear({{width * depth}}, classes);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
            {{Lines(layers, i => $"    x = functional.relu(norm{i}.call(conv{i}.call(x)));\n        x = functional.max_pool2d(x, 2);")}}
                    return head.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
                }
            }
            """;
    }

    /// <summary>A residual network of basic blocks, or of bottlenecks: with 3, 4, 6 and 3 of those it is ResNet-50.</summary>
    public static string Residual(string name, int width, int[] depths, bool bottleneck)
    {
        var grown = bottleneck ? 4 : 1;
        return Usings + $$"""
            [Prunable]
            public sealed partial class {{name}} : Module<Tensor, Tensor>
            {
                private readonly Conv2d conv1;
                private readonly BatchNorm2d bn1;
                private readonly MaxPool2d maxpool = MaxPool2d(3, stride: 2, padding: 1);
                private readonly Sequential layer1;
                private readonly Sequential layer2;
                private readonly Sequential layer3;
                private readonly Sequential layer4;
                private readonly Linear fc;
                private long channels = {{width}};

                public {{name}}(int classes = 1000) : base(nameof({{name}}))
                {
                    conv1 = Conv2d(3, {{width}}, 7, stride: 2, padding: 3, bias: false);
                    bn1 = BatchNorm2d({{width}});
                    layer1 = MakeLayer({{width}}, {{depths[0]}}, 1);
                    layer2 = MakeLayer({{2 * width}}, {{depths[1]}}, 2);
                    layer3 = MakeLayer({{4 * width}}, {{depths[2]}}, 2);
                    layer4 = MakeLayer({{8 * width}}, {{depths[3]}}, 2);
                    fc = Linear({{8 * grown * width}}, classes);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
                    x = maxpool.call(functional.relu(bn1.call(conv1.call(x))));
                    x = layer1.call(x);
                    x = layer2.call(x);
                    x = layer3.call(x);
                    x = layer4.call(x);
                    x = functional.adaptive_avg_pool2d(x, 1);
                    return fc.call(x.flatten(1));
                }

                private Sequential MakeLayer(long planes, int count, long stride)
                {
                    var blocks = new List<Module<Tensor, Tensor>>();
                    for (var i = 0; i < count; i++)
                    {
                        blocks.Add(new Block(channels, planes, i == 0 ? stride : 1));
                        channels = planes * {{grown}};
                    }

                    return Sequential(blocks.ToArray());
                }

            {{(bottleneck ? Bottleneck : BasicBlock)}}
            }
            """;
    }

    /// <summary>A transformer with a configuration object.</summary>
    public static string Transformer(string name, int heads, int layers) => Usings + $$"""
        public sealed record {{name}}Settings(long Vocabulary = 1000, long Width = {{heads * 32}}, long Context = 64, int Layers = {{layers}});

        [Prunable]
        public sealed partial class {{name}} : Module<Tensor, Tensor>
        {
            private readonly Embedding tokens;
            private readonly Embedding positions;
            private readonly ModuleList<Layer> layers = new();
            private readonly LayerNorm norm;
            private readonly Linear head;

            public {{name}}({{name}}Settings settings) : base(nameof({{name}}))
            {
                tokens = Embedding(settings.Vocabulary, {{heads * 32}});
                positions = Embedding(settings.Context, {{heads * 32}});
                for (var i = 0; i < {{layers}}; i++)
                {
                    layers.Add(new Layer({{heads * 32}}, {{heads}}));
                }

                norm = LayerNorm({{heads * 32}});
                head = Linear({{heads * 32}}, settings.Vocabulary, hasBias: false);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                var y = tokens.call(x) + positions.call(arange(x.shape[1]));
                foreach (var layer in layers)
                {
                    y = layer.call(y);
                }

                return head.call(norm.call(y));
            }

        {{Layer}}
        }
        """;

    private static string Lines(IEnumerable<int> layers, Func<int, string> line) => string.Join("\n", layers.Select(i => $"    {line(i)}"));
}
