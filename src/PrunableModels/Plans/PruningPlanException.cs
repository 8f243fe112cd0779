namespace PrunableModels;

/// <summary>A file is not a pruning plan, or is one of a version that is not known.</summary>
public sealed class PruningPlanException : FileFormatException
{
    /// <summary>Makes the exception; the message names the file and then the fault.</summary>
    /// <param name="path">The file that was read.</param>
    /// <param name="problem">What is wrong with it.</param>
    public PruningPlanException(string path, string problem)
        : base(path, problem)
    {
    }
}
