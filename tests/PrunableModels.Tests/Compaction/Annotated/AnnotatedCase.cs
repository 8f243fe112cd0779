using PrunableModels.Tests.Files;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>An annotated model whose compact form has to compute what the zeroed one does, as the same instance and as a class.</summary>
internal abstract class AnnotatedCase
{
    /// <summary>A case of a model.</summary>
    /// <param name="groups">The groups that linking has to find, with their widths.</param>
    /// <param name="input">The shape of the input.</param>
    public static AnnotatedCase Of<T>(string groups, params long[] input)
        where T : nn.Module<Tensor, Tensor>, IPrunable, new() => new Case<T>(groups, input);

    /// <summary>Checks everything under one random mask.</summary>
    public abstract void Check(double keep, int seed);

    /// <summary>Checks all but the written class, of a model that cannot be written.</summary>
    public abstract void CheckInstance(double keep, int seed);

    // Nothing is zero or one by chance.
    private static void Scramble(nn.Module model)
    {
        using var gradients = no_grad();
        foreach (var (name, tensor) in model.state_dict().Where(t => t.Value.dim() == 1))
        {
            tensor.copy_(name.EndsWith("var", StringComparison.Ordinal) ? rand_like(tensor) + 0.5 : randn_like(tensor) * 0.5);
        }
    }

    private sealed class Case<T>(string groups, long[] input) : AnnotatedCase
        where T : nn.Module<Tensor, Tensor>, IPrunable, new()
    {
        public override void Check(double keep, int seed) => Check(keep, seed, isWritten: true);

        public override void CheckInstance(double keep, int seed) => Check(keep, seed, isWritten: false);

        private void Check(double keep, int seed, bool isWritten)
        {
            using var scope = NewDisposeScope();
            using var gradients = no_grad();
            manual_seed(seed);
            using var model = new T();
            Scramble(model);
            model.eval();
            var found = string.Join(", ", model.Pruning.Groups.Select(g => $"{g.Id} {g.Width}"));
            var mask = Masks.Random(model.Pruning, keep, seed);
            var x = randn(input);
            var zeroed = Zeroed(model, mask, x);

            var compact = model.Compact(mask, new() { ExampleInput = x });

            Agree(zeroed, model.call(x));
            if (isWritten)
            {
                Agree(zeroed, Standalone(compact).call(x));
            }

            Assert.True(groups == found, found);
        }

        private static Tensor Zeroed(T model, Tensor mask, Tensor x)
        {
            var state = model.state_dict().ToDictionary(t => t.Key, t => t.Value.clone());
            Masks.Zero(model.Pruning, mask);
            var result = model.call(x.clone());
            model.load_state_dict(state);
            return result;
        }

        private static nn.Module<Tensor, Tensor> Standalone(CompactModel<T> compact)
        {
            using var folder = new TemporaryFolder();
            compact.Save(folder.File("weights.safetensors"));
            var type = CompiledClass.Compile(compact.ToClass("Standalone")).GetType("Standalone")!;
            var standalone = (nn.Module<Tensor, Tensor>)Activator.CreateInstance(type)!;
            SafetensorsFile.Load(standalone, folder.File("weights.safetensors"));
            standalone.eval();
            return standalone;
        }

        private static void Agree(Tensor expected, Tensor actual)
        {
            Assert.Equal(expected.shape, actual.shape);
            Assert.InRange((expected - actual).abs().max().ToDouble() / expected.abs().max().ToDouble(), 0, 1e-5);
        }
    }
}
