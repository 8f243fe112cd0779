using System;
using System.ComponentModel;

namespace PrunableModels;

/// <summary>
/// Carries the program of a prunable class in its assembly, so that models of other assemblies that use the class can be analysed
/// without its source. The generator writes it.
/// </summary>
/// <param name="program">The program in its textual form.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PrunableProgramAttribute(string program) : Attribute
{
    /// <summary>The program in its textual form.</summary>
    public string Program { get; } = program;
}
