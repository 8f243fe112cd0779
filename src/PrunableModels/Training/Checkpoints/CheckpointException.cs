using System.IO;

namespace PrunableModels;

/// <summary>
/// A file is not a whole and unaltered checkpoint, or belongs to another model, optimizer or schedule. Nothing was loaded from it. It is
/// an <see cref="IOException"/>, so that code which handles a missing or unreadable file handles a damaged one as well.
/// </summary>
public sealed class CheckpointException : IOException
{
    /// <summary>Makes the exception; the message names the file and then the fault.</summary>
    /// <param name="path">The file that was read.</param>
    /// <param name="problem">What is wrong with it.</param>
    public CheckpointException(string path, string problem)
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
