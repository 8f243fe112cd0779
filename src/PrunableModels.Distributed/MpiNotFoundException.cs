using System;

namespace PrunableModels.Distributed;

/// <summary>The program was started as one of several processes, but there is no library of Open MPI by which they could communicate.</summary>
public sealed class MpiNotFoundException : Exception
{
    internal MpiNotFoundException(string message)
        : base(message)
    {
    }
}
