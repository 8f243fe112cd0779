using System.IO;

namespace PrunableModels;

/// <summary>
/// A file is damaged, or is not what it was taken for. Nothing was loaded from it. It is an <see cref="IOException"/>, so that code which
/// handles a missing or unreadable file handles such a one as well.
/// </summary>
public abstract class FileFormatException : IOException
{
    private protected FileFormatException(string path, string problem)
        : base($"{path}: {problem}")
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>The file that was read.</summary>
    public string Path { get; }

    /// <summary>What is wrong with it, without the file's name.</summary>
    public string Problem { get; }
}
