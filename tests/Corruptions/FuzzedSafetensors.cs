using PrunableModels.Crash;
using TorchSharp;

namespace PrunableModels.Corruptions;

/// <summary>Weights, which are loaded into a model.</summary>
internal sealed class FuzzedSafetensors : FuzzedFile
{
    private readonly SmallNet model = new();

    public FuzzedSafetensors()
    {
        using var scope = torch.NewDisposeScope();
        SafetensorsFile.Write(Path, model.state_dict(), new Dictionary<string, string> { ["format"] = "pt" });
        Original = File.ReadAllBytes(Path);
    }

    public override string Name => "safetensors";

    public override byte[] Original { get; }

    public override string State()
    {
        using var scope = torch.NewDisposeScope();
        return Fingerprint.OfParameters(model);
    }

    // Most of the file is weights, in which nothing is wrong whatever they are: every other corruption is of the header.
    public override byte[] Corrupt(Random random)
    {
        if (random.Next(2) == 0)
        {
            return base.Corrupt(random);
        }

        var header = sizeof(long) + (int)BitConverter.ToInt64(Original);
        return [.. Corruption.Of(Original[..header], random), .. Original[header..]];
    }

    public override void Dispose()
    {
        model.Dispose();
        base.Dispose();
    }

    protected override void Read() => SafetensorsFile.Load(model, Path);
}
