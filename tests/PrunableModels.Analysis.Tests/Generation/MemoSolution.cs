namespace PrunableModels.Analysis.Tests;

/// <summary>A few files that depend on each other in every way in which a class can depend on others.</summary>
internal static class MemoSolution
{
    public const string Global = """
        global using System;
        global using System.Linq;
        global using System.Collections.Generic;
        [assembly: PrunableModels.OperatorSignature(typeof(Shop.Signed), "x[B, C] -> [B, C]")]
        """;

    public const string Settings = """
        namespace Shop
        {
            public enum Activation { Relu, Gelu }

            public sealed record Settings
            {
                public long Width { get; init; } = 8;
                public Activation Activation { get; init; } = Activation.Relu;
            }

            public static class Sizes
            {
                public const long Hidden = Half * 2;
                public const long Half = 8;
                public static readonly long Classes = 4;
                public static long Doubled(long width) => width * 2;
            }
        }
        """;

    public const string Layers = """
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;
        using Width = System.Int64;

        namespace Shop
        {
            public abstract class Part : Module<Tensor, Tensor>
            {
                protected readonly Linear shared = Linear(8, 8);
                protected Part(string name) : base(name) { }
                protected Tensor Twice(Tensor x) => shared.call(shared.call(x));
                protected virtual string Label => "part";
            }

            public sealed class Block : Part
            {
                private readonly Linear inner;
                private readonly Activation activation;

                public Block(Width width, Activation activation = Activation.Relu) : base("Block")
                {
                    inner = Linear(8, width);
                    this.activation = activation;
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
                    var y = Twice(x);
                    return activation == Activation.Gelu ? functional.gelu(inner.call(y)) : y.Activated();
                }
            }

            public sealed class Signed : Module<Tensor, Tensor>
            {
                public Signed() : base("Signed") { }
                public override Tensor forward(Tensor x) => x.detach();
            }
        }
        """;

    public const string Helpers = """
        using TorchSharp;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Shop
        {
            public static class TensorHelpers
            {
                public static Tensor Activated(this Tensor x) => functional.relu(x);
            }

            public interface IGate
            {
                Tensor Open(Tensor x);
            }

            public static class Make
            {
                public static TorchSharp.Modules.Linear Head(long width, long classes = 4) => Linear(width, classes);
            }
        }
        """;

    public const string Net = """
        using PrunableModels;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Shop
        {
            [Prunable]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                private readonly Block block;
                private readonly Linear first = Linear(3, 8);
                private readonly Linear head;
                private readonly Signed signed = new();
                private readonly Part[] parts = [new Block(8)];
                private readonly int times = 2;
                private readonly IGate gate;

                public Net(Settings settings, IGate gate) : base("Net")
                {
                    this.gate = gate;
                    block = new Block(Sizes.Hidden, settings.Activation);
                    head = Make.Head(Sizes.Hidden);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
                    var y = block.call(first.call(x));
                    if (times > 1)
                    {
                        y = y + Offset.Of(y);
                    }

                    return head.call(signed.call(gate.Open(y)));
                }

                private sealed class Offset
                {
                    public static Tensor Of(Tensor x) => x + 0;
                }
            }
        }
        """;

    public const string Other = """
        using PrunableModels;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Rest;

        [Prunable]
        public sealed partial class Other : Module<Tensor, Tensor>
        {
            private readonly Cell cell = new(8);
            private readonly Linear head = Linear(8, 2);
            public Other() : base("Other") => RegisterComponents();
            public override Tensor forward(Tensor x) => head.call(cell.call(x));

            private sealed class Cell : Module<Tensor, Tensor>
            {
                private readonly Linear inner;
                public Cell(long width) : base("Cell")
                {
                    inner = Linear(4, width);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => functional.relu(inner.call(x));
            }
        }
        """;

    public const string Gates = """
        using static TorchSharp.torch;

        namespace Shop;

        public abstract class Gate : IGate
        {
            public abstract Tensor Open(Tensor x);
        }

        public sealed class Slow : Gate
        {
            public override Tensor Open(Tensor x) => x.sigmoid();
        }
        """;

    public const string Batches = """
        using static TorchSharp.torch;

        namespace Shop;

        public sealed record Batch(Tensor Image, Tensor? Mask);

        public static class Tables
        {
            public static readonly Tensor Gain = ones(8);
        }
        """;

    public const string Batched = """
        #nullable enable
        using PrunableModels;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Shop;

        [Prunable]
        public sealed partial class Batched : Module<Batch?, (Tensor, Tensor?), Tensor>
        {
            private readonly ModuleList<Linear> layers = [Linear(4, 8), Linear(8, 2)];
            private readonly Dictionary<string, Tensor> named = [];
            public Batched() : base("Batched") => RegisterComponents();

            public override Tensor forward(Batch? batch, (Tensor, Tensor?) more)
            {
                var y = layers[0].call(batch!.Image) * Tables.Gain;
                if (batch.Mask is { } mask)
                {
                    y = y + mask + more.Item1;
                }

                y = y + (y = y.relu());
                return named.TryGetValue("bias", out var bias) ? layers[1].call(y) + bias : layers[1].call(y);
            }
        }
        """;

    public const string Unrelated = """
        using System.Text;

        namespace Shop;

        public sealed class Orders
        {
            private readonly StringBuilder text = new();
            public const int Most = 5;
            public int Count(int of) => of + 1;
            public static void Sort() { }
        }
        """;

    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["Global.cs"] = Global, ["Settings.cs"] = Settings, ["Layers.cs"] = Layers, ["Helpers.cs"] = Helpers, ["Net.cs"] = Net, ["Gates.cs"] = Gates, ["Other.cs"] = Other, ["Batches.cs"] = Batches, ["Batched.cs"] = Batched, ["Unrelated.cs"] = Unrelated,
    };
}
