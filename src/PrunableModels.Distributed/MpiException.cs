using System;

namespace PrunableModels.Distributed;

/// <summary>A function of MPI failed.</summary>
public sealed class MpiException : Exception
{
    internal MpiException(string function, int errorClass, string text)
        : base($"{function} failed: {text}")
    {
        Function = function;
        ErrorClass = errorClass;
    }

    /// <summary>The function's name, e.g. <c>MPI_Bcast</c>.</summary>
    public string Function { get; }

    /// <summary>The class of the error, a number of MPI's; the message has it in words.</summary>
    public int ErrorClass { get; }
}
