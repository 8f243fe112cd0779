namespace PrunableModels.Analysis.Tests;

/// <summary>Model sources as users write them.</summary>
internal static class Models
{
    public const string Classifier = ModelCompilation.Usings + """
        namespace Samples;

        [Prunable]
        public sealed partial class Classifier : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 64, 3, padding: 1, bias: false);
            private readonly BatchNorm2d bn1 = BatchNorm2d(64);
            private readonly Linear head = Linear(64 * 16 * 16, 10);

            public Classifier() : base(nameof(Classifier)) => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = functional.relu(bn1.call(conv1.call(x)));
                x = functional.max_pool2d(x, 2);
                return head.call(x.flatten(1));
            }
        }
        """;

    /// <summary>A model of one forward expression over two convolutions and a linear head.</summary>
    public static string WithForward(string body, string members = "") => ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Conv2d a = Conv2d(3, 8, 3, padding: 1);
            private readonly Conv2d b = Conv2d(8, 8, 3, padding: 1);
            private readonly Linear head = Linear(8, 4);
            private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);
            {{members}}

            public M() : base("M") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                {{body}}
            }
        }
        """;
}
