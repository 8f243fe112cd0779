using System.Security.Cryptography;
using PrunableModels.Crash;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Corruptions;

/// <summary>A checkpoint, which is loaded into a run.</summary>
internal sealed class FuzzedCheckpoint : FuzzedFile
{
    private const int Steps = 30;

    private readonly SmallNet model = new();
    private readonly SparseOptimizer optimizer;

    public FuzzedCheckpoint()
    {
        optimizer = model.Hesso(new()
        {
            Variant = BaseUpdate.AdamW(5e-3), TargetGroupSparsity = 0.6, TotalSteps = Steps, StartStep = 5, PruningSteps = 15, PruningPeriods = 2,
        });
        for (var step = 0; step < Steps / 2; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(model.call(randn([8, .. SmallNet.ImageShape])), randint(SmallNet.Classes, 8)).backward();
            optimizer.step();
        }

        Checkpoint.Save(Path, model, optimizer, new() { { "epoch", 2 } });
        Original = File.ReadAllBytes(Path);
    }

    public override string Name => "checkpoint";

    public override byte[] Original { get; }

    public override string State()
    {
        using var scope = NewDisposeScope();
        return Fingerprint.OfAll(model, optimizer);
    }

    // A hash protects from accidents, not from strangers: three of four corruptions have the right one, and most of those are of the header.
    public override byte[] Corrupt(Random random)
    {
        if (random.Next(4) == 0)
        {
            return base.Corrupt(random);
        }

        var content = Original[CheckpointFrame.HeadSize..^SHA256.HashSizeInBytes];
        var header = sizeof(long) + (int)BitConverter.ToInt64(content);
        byte[] altered = random.Next(3) == 0 ? Corruption.Of(content, random) : [.. Corruption.Of(content[..header], random), .. content[header..]];
        byte[] whole = [.. CheckpointFrame.Head(altered.Length), .. altered];
        return [.. whole, .. SHA256.HashData(whole)];
    }

    public override void Dispose()
    {
        optimizer.Dispose();
        model.Dispose();
        base.Dispose();
    }

    protected override void Read() => Checkpoint.Load(Path, model, optimizer);
}
