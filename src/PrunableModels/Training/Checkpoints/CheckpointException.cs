namespace PrunableModels;

/// <summary>A file is not a whole and unaltered checkpoint, or belongs to another model, optimizer or schedule.</summary>
public sealed class CheckpointException : FileFormatException
{
    /// <summary>Makes the exception; the message names the file and then the fault.</summary>
    /// <param name="path">The file that was read.</param>
    /// <param name="problem">What is wrong with it.</param>
    public CheckpointException(string path, string problem)
        : base(path, problem)
    {
    }
}
