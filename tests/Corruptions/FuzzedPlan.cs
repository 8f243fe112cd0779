using PrunableModels.Crash;
using TorchSharp;

namespace PrunableModels.Corruptions;

/// <summary>A pruning plan, which is brought to a model's structures.</summary>
internal sealed class FuzzedPlan : FuzzedFile
{
    private readonly SmallNet model = new();

    public FuzzedPlan()
    {
        using var mask = torch.ones(model.Pruning.Map.Count, torch.ScalarType.Bool);
        mask[1] = false;
        new PruningPlan([PlanStage.Of(model.Pruning.Map, mask), PlanStage.Of(model.Pruning.Map, mask)]).Save(Path);
        Original = File.ReadAllBytes(Path);
    }

    public override string Name => "plan";

    public override byte[] Original { get; }

    public override string State() => $"{model.Pruning.CountParameters()}";

    public override void Dispose()
    {
        model.Dispose();
        base.Dispose();
    }

    protected override void Read()
    {
        var plan = PruningPlan.Load(Path);
        if (plan.Stages.Count == 0 || plan.Stages.SelectMany(stage => stage.Groups).Any(group => group.Kept.Count == 0 || group.Kept[^1] >= group.Width))
        {
            throw new InvalidDataException("A plan was read that keeps what there is not.");
        }
    }
}
