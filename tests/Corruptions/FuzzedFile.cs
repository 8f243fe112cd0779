namespace PrunableModels.Corruptions;

/// <summary>A kind of file that is read from strangers, with what it is read into.</summary>
internal abstract class FuzzedFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("prunable-fuzz-");

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<Func<FuzzedFile>> All { get; } = [() => new FuzzedSafetensors(), () => new FuzzedPlan(), () => new FuzzedCheckpoint()];

    /// <summary>The kind's name.</summary>
    public abstract string Name { get; }

    /// <summary>A good file.</summary>
    public abstract byte[] Original { get; }

    protected string Path => System.IO.Path.Combine(folder.FullName, "file");

    /// <summary>Reads a file; throws what the reader throws.</summary>
    public void Read(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        Read();
    }

    /// <summary>A damaged file from an undamaged one.</summary>
    public virtual byte[] Corrupt(Random random) => Corruption.Of(Original, random);

    /// <summary>What must not change where a file is refused.</summary>
    public abstract string State();

    public virtual void Dispose() => folder.Delete(recursive: true);

    protected abstract void Read();
}
