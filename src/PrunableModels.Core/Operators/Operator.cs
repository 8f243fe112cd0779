using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>An operator of the table: what it does to axes, and what it makes of zeros.</summary>
/// <param name="Name">The name: the last part of TorchSharp's spelling.</param>
/// <param name="Operands">The names of its tensors, in order; a single name ending in <c>s</c> may stand for a list.</param>
/// <param name="Typing">How the types of the results follow.</param>
/// <param name="Zero">What the results hold where the operands hold zero.</param>
public sealed record Operator(string Name, EquatableArray<string> Operands, ITyping Typing, ZeroRule Zero)
{
    /// <summary>Whether the function is random while training, so that the compact and the full model cannot agree there.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Whether a user gave the signature.</summary>
    public bool IsUsers { get; init; }

    /// <summary>How many of the operands have to be tensors, the first ones; with fewer it is another function of that name.</summary>
    public int Required { get; init; } = 1;

    /// <summary>By what the results change when operands change by known factors.</summary>
    public ScaleRule Scales { get; init; } = ScaleRule.Of(Zero);

    /// <summary>Whether the tensors of the layer follow the operands that have names, all of them and in the layer's order.</summary>
    public bool TakesLayerTensors { get; init; }

    /// <summary>Whether it returns an array or tuple of tensors.</summary>
    public bool ReturnsList { get; init; }

    /// <summary>What the results after the first hold, where that is something else.</summary>
    public ZeroRule? OtherResults { get; init; }

    /// <summary>The function of the same name that is meant where the operands do not fit, or null.</summary>
    public Operator? Otherwise { get; init; }

    /// <summary>The position of the operand of that name, or -1.</summary>
    public int IndexOf(string operand)
    {
        for (var i = 0; i < Operands.Count; i++)
        {
            if (Operands[i] == operand)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A typing rule.</summary>
public interface ITyping
{
    /// <summary>Types the results of an application and says where each axis goes.</summary>
    void Apply(Application application);
}

/// <summary>A typing rule that also types the axes of parameters and buffers, and whose results share no memory with its operands.</summary>
internal interface IComputingTyping : ITyping;

/// <summary>A typing rule that is written down as signatures, of which one fits.</summary>
internal interface ISignedTyping : ITyping
{
    /// <summary>The signatures.</summary>
    IReadOnlyList<Signature> Signatures { get; }
}

/// <summary>A typing rule that takes the sizes among its arguments as extents; for any other rule they are numbers, which pruning would change.</summary>
internal interface IExtentTyping : ITyping;

/// <summary>A typing to which integers are extents alone, also those that a field holds: to others such a field is a number.</summary>
internal interface ISizeTyping : IExtentTyping;

/// <summary>The extents that an operator computes, one for each <c>_</c> of its signature, from the attributes and the first operand.</summary>
/// <param name="attributes">The arguments that are no tensors.</param>
/// <param name="input">The first operand.</param>
/// <returns>The extents, or null where they are not known.</returns>
public delegate IReadOnlyList<Size>? ComputedExtents(Attributes attributes, TensorType input);
