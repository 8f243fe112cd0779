using System.Security.Cryptography;
using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

/// <summary>A run with a checkpoint of its twelfth step, which has gone on since.</summary>
internal sealed class SavedRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SavedRun()
    {
        Run.Train(12);
        Checkpoint.Save(Path, Run.Model, Run.Optimizer, new() { { "epoch", 2 }, { "order", new byte[100] } });
        Whole = System.IO.File.ReadAllBytes(Path);
        Run.Train(3);
    }

    public SmallRun Run { get; } = new(SmallRun.Options(AdamW(5e-3)));

    /// <summary>The checkpoint as it was written.</summary>
    public byte[] Whole { get; }

    public string Path => File("run.checkpoint");

    public string File(string name) => folder.File(name);

    /// <summary>Places in the file, drawn at random.</summary>
    public int[] Drawn(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(Whole.Length))];
    }

    /// <summary>The fault that loading finds, after seeing that nothing was changed.</summary>
    public string Refused(byte[] content)
    {
        System.IO.File.WriteAllBytes(Path, content);
        var state = Run.State();
        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(Path, Run.Model, Run.Optimizer));
        Assert.StartsWith(Path, exception.Message);
        Assert.Equal(Path, exception.Path);
        Assert.EndsWith(exception.Problem, exception.Message);
        Assert.Equal(state, Run.State());
        return exception.Problem;
    }

    /// <summary>A file with one tensor filled with a value, and the right hash.</summary>
    public byte[] Filled(byte[] content, string tensor, byte value)
    {
        using var inner = new MemoryStream(content[24..^32]);
        var header = SafetensorsHeader.Read(inner, Path);
        var entry = header.Entries.Single(e => e.Name == tensor);
        var filled = (byte[])content.Clone();
        filled.AsSpan((int)(24 + header.DataStart + entry.Start), (int)entry.Length).Fill(value);
        return Sealed(filled);
    }

    /// <summary>Puts the right hash under a file.</summary>
    public static byte[] Sealed(byte[] content)
    {
        SHA256.HashData(content.AsSpan(0, content.Length - 32), content.AsSpan(content.Length - 32));
        return content;
    }

    public void Dispose()
    {
        Run.Dispose();
        folder.Dispose();
    }
}
