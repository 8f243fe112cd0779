using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>One tensor under two names.</summary>
public sealed class TiedTests
{
    [Fact]
    public void An_embedding_and_a_head_share_one_group()
    {
        using var model = new TiedLanguageModel();
        Assert.Equal(["wte.weight:1 6"], model.Pruning.Groups.Select(g => $"{g.Id} {g.Width}"));
        Assert.Single(model.Pruning.Map.Slices.Select(s => s.Path).Distinct(), "wte.weight");
    }

    [Fact]
    public void They_are_tied_after_compaction()
    {
        using var model = new TiedLanguageModel();
        using var tokens = randint(11, [2, 5], ScalarType.Int64);
        var compact = model.Compact(Masks.Random(model.Pruning, 0.5, 0), new() { ExampleInput = tokens });
        Assert.InRange(compact.LargestDifference, 0, 1e-6);
        using var gradients = no_grad();
        model.get_parameter("head.weight")!.fill_(3);
        Assert.Equal([11L, compact.Widths.Single().After], model.get_parameter("wte.weight")!.shape);
        Assert.All(model.get_parameter("wte.weight")!.data<float>(), v => Assert.Equal(3, v));
    }

    [Fact]
    public void They_are_stepped_once()
    {
        using var tied = new TiedLanguageModel();
        using var reference = new TiedLanguageModel();
        reference.load_state_dict(tied.state_dict());
        using var tokens = randint(11, [2, 5], ScalarType.Int64);
        using var hesso = tied.Hesso(new() { Variant = BaseUpdate.Sgd(0.1, momentum: 0.9), TargetGroupSparsity = 0.3, StartStep = 50, TotalSteps = 100, PruningPeriods = 1, PruningSteps = 10 });
        using var sgd = optim.SGD(new[] { reference.get_parameter("wte.weight")! }, 0.1, momentum: 0.9);
        for (var i = 0; i < 5; i++)
        {
            Step(tied, hesso);
            Step(reference, sgd);
        }

        Assert.True(tied.get_parameter("wte.weight")!.allclose(reference.get_parameter("wte.weight")!));

        void Step(TiedLanguageModel model, optim.Optimizer optimizer)
        {
            optimizer.zero_grad();
            model.call(tokens).square().mean().backward();
            optimizer.step();
        }
    }
}

/// <summary>The head predicts with the table that embeds.</summary>
[Prunable]
public sealed partial class TiedLanguageModel : Module<Tensor, Tensor>
{
    private readonly Embedding wte = Embedding(11, 6);
    private readonly Linear head = Linear(6, 11, hasBias: false);

    public TiedLanguageModel() : base(nameof(TiedLanguageModel))
    {
        head.weight = wte.weight!;
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens) => head.call(functional.silu(wte.call(tokens)));
}

/// <summary>Two layers of one weight, the second of which is called first.</summary>
[Prunable]
public sealed partial class TiedModel : Module<Tensor, Tensor>
{
    private readonly Linear tied = Linear(6, 5);
    private readonly Linear again = Linear(6, 5);
    private readonly Linear first = Linear(7, 6);
    private readonly Linear head = Linear(5, 4);

    public TiedModel() : base(nameof(TiedModel))
    {
        again.weight = tied.weight;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(first.call(x));
        return head.call(again.call(x) * tied.call(x));
    }
}
