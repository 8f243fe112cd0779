using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Half-typed code is the reader's normal input: whatever tokens are missing, doubled or swapped, it neither throws nor hangs.</summary>
public sealed class HalfTypedTests
{
    private const int Mutations = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_models_are_read_without_an_exception(int seed)
    {
        var random = new Random(seed);
        var tokens = CSharpSyntaxTree.ParseText(Source, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Select(t => t.ToFullString()).ToList();
        for (var i = 0; i < Mutations; i++)
        {
            var source = Mutate(tokens, random);
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var result = ModelCompilation.Driver().RunGenerators(ModelCompilation.Of(source), TestContext.Current.CancellationToken).GetRunResult().Results[0];
            Assert.True(result.Exception is null, $"{result.Exception}\n{source}");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed} for\n{source}");
        }
    }

    private static string Mutate(List<string> tokens, Random random)
    {
        var mutated = tokens.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(mutated.Count - 1);
            switch (random.Next(5))
            {
                case 0:
                    mutated.RemoveAt(at);
                    break;
                case 1:
                    mutated.Insert(at, mutated[at]);
                    break;
                case 2:
                    (mutated[at], mutated[at + 1]) = (mutated[at + 1], mutated[at]);
                    break;
                case 3:
                    mutated[at] = mutated[random.Next(mutated.Count)];
                    break;
                default:
                    mutated.RemoveRange(at, Math.Min(random.Next(1, 30), mutated.Count - at - 1));
                    break;
            }
        }

        return string.Concat(mutated);
    }

    private const string Source = ModelCompilation.Usings + """
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d stem;
            private readonly Sequential stage;
            private readonly ModuleList<Block> blocks = new();
            private readonly Linear head;
            private readonly Func<Tensor, Tensor> act = x => functional.silu(x);
            private readonly int groups;

            public Net(int width = 16, int depth = 3, bool wide = false) : base("Net")
            {
                groups = wide ? 2 : 1;
                stem = Conv2d(3, width, 3, padding: 1, groups: groups);
                var layers = new List<Module<Tensor, Tensor>> { new Block(width, 2 * width, 2) };
                for (var i = 1; i < depth; i++)
                {
                    layers.Add(new Block(2 * width, 2 * width, stride: 1));
                }

                stage = Sequential(layers);
                foreach (var n in Enumerable.Range(0, depth).Select(k => k + 1))
                {
                    blocks.Add(new Block(2 * width, 2 * width, 1));
                }

                head = Linear(2 * width, 10);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                using var scope = NewDisposeScope();
                x = act(stem.call(x));
                x = stage.call(x);
                var skips = new List<Tensor> { x };
                for (int i = 0; i < blocks.Count; i++)
                {
                    x = blocks[i].call(skips.Last()) + x;
                    skips.Add(x);
                }

                x = cat(skips.ToArray(), 1).narrow(1, 0, x.shape[1]);
                x = functional.adaptive_avg_pool2d(x, 1).view(x.shape[0], -1);
                return scope.MoveToOuter(head.call(x switch { null => x, _ => Last(x) }));

                Tensor Last(Tensor y) => groups == 2 ? y.relu_() : y;
            }

            private sealed class Block : Module<Tensor, Tensor>
            {
                private readonly Conv2d conv;
                private readonly Sequential? shortcut;
                public Block(int from, int to, int stride) : base("Block")
                {
                    conv = Conv2d(from, to, 3, stride: stride, padding: 1);
                    if (stride != 1 || from != to) shortcut = Sequential(("0", Conv2d(from, to, 1, stride: stride)));
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => functional.relu(conv.call(x) + (shortcut?.call(x) ?? x));
            }
        }
        """;
}
