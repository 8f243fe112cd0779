using PrunableModels.Core;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Layers made from a table of widths by the model's name, as torchvision's VGG makes them: what is open about them is no mistake.</summary>
public sealed class TableWidthTests
{
    private const string Source = ModelCompilation.Usings + """
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly System.Collections.Generic.Dictionary<string, long[]> widths = new() { { "small", new long[] { 64, 0, 512, 0 } }, { "large", new long[] { 64, 64, 0, 512, 0 } } };
            private readonly Module<Tensor, Tensor> features;
            private readonly Module<Tensor, Tensor> pool;
            private readonly Module<Tensor, Tensor> classifier;

            public Net(string name, bool norm) : base(name)
            {
                var layers = new System.Collections.Generic.List<Module<Tensor, Tensor>>();
                var chosen = widths[name];
                long channels = 3;
                for (var i = 0; i < chosen.Length; i++)
                {
                    if (chosen[i] == 0)
                    {
                        layers.Add(MaxPool2d(kernel_size: 2, stride: 2));
                    }
                    else
                    {
                        layers.Add(Conv2d(channels, chosen[i], kernel_size: 3, padding: 1));
                        if (norm) layers.Add(BatchNorm2d(chosen[i]));
                        channels = chosen[i];
                    }
                }

                features = Sequential(layers);
                pool = AdaptiveAvgPool2d(new[] { 7L, 7L });
                classifier = Sequential(Linear(512 * 7 * 7, 32), ReLU(), Linear(32, 10));
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => classifier.call(pool.call(features.call(x)).flatten(1));
        }
        """;

    [Fact]
    public Task Widths_by_name_are_open() => Verify.Reports<DataFlowAnalyzer>(Source);

    // Each name with and without norms; with another name there is no model.
    [Fact]
    public void A_model_is_looked_at_by_each_name()
    {
        var found = ModelAnalysis.Analyze(ModelCompilation.Of(Source).Read("Net").Program).Configurations;
        Assert.Equal(4, found.Count);
        Assert.All(found, c => Assert.Empty(c.Groups.Mismatches));
        Assert.All(found, c => Assert.Equal(c.Assumptions.Describe().Contains("name == \"large\"", StringComparison.Ordinal) && !c.Assumptions.Describe().Contains("not (name == \"large\")", StringComparison.Ordinal) ? 4 : 3, c.Groups.Prunable.Count()));
    }
}
