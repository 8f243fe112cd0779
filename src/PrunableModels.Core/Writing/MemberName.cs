using System;

namespace PrunableModels.Core;

/// <summary>How a member is declared so that TorchSharp registers it under the name that the state dict has.</summary>
internal sealed class MemberName
{
    private const string BackingFieldSuffix = ">k__BackingField";

    public MemberName(string stateName)
    {
        var isProperty = stateName.StartsWith("<", StringComparison.Ordinal) && stateName.EndsWith(BackingFieldSuffix, StringComparison.Ordinal);
        var name = isProperty ? stateName.Substring(1, stateName.Length - 1 - BackingFieldSuffix.Length) : stateName;
        IsProperty = isProperty && Identifiers.IsValid(name);
        Registered = IsProperty || Identifiers.IsValid(stateName) ? null : stateName;
        Name = Registered is null ? name : Identifiers.Camel(stateName);
    }

    /// <summary>The name in C#.</summary>
    public string Name { get; }

    /// <summary>The name as it is written.</summary>
    public string Identifier => Identifiers.Escape(Name);

    /// <summary>Whether it is an automatic property, whose field the compiler names.</summary>
    public bool IsProperty { get; }

    /// <summary>The name to register where it is no name of C#, or null.</summary>
    public string? Registered { get; }

    /// <summary>The declaration of a member of a type.</summary>
    public string Declare(string type)
    {
        var attribute = Registered is null ? "" : $"[TorchSharp.Utils.ComponentName(Name = \"{Registered.Replace("\\", "\\\\").Replace("\"", "\\\"")}\")] ";
        return IsProperty ? $"private {type} {Identifier} {{ get; }}" : $"{attribute}private readonly {type} {Identifier};";
    }
}
