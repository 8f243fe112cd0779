namespace PrunableModels;

/// <summary>A file is not a well-formed safetensors file, or does not hold what a model needs.</summary>
public sealed class SafetensorsException : FileFormatException
{
    /// <summary>Makes the exception; the message names the file and then the fault.</summary>
    /// <param name="path">The file that was read.</param>
    /// <param name="problem">What is wrong with it.</param>
    public SafetensorsException(string path, string problem)
        : base(path, problem)
    {
    }
}
