using System;

namespace PrunableModels;

/// <summary>
/// Says what a function or module does with the axes of its tensors, where its source is not at hand or does what the library does
/// not know: <c>[OperatorSignature("x[N, C, *S], gain[C] -> [N, C, *S]", ZeroPreserving = true)]</c> on a method or on a module's
/// <c>forward</c>, or <c>[assembly: OperatorSignature(typeof(TheirModule), "x[..., C] -> [..., C]")]</c>. Operands have the names of
/// the tensor parameters, in order; after them a module may name its own parameters and buffers. An upper-case axis is one whose
/// indices can be removed, each for itself; a lower-case one cannot be pruned; <c>...</c> are leading axes and <c>*S</c> trailing
/// ones; <c>_</c> in a result is an extent that is computed. It is taken at its word: a wrong one makes compact models wrong.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public sealed class OperatorSignatureAttribute : Attribute
{
    /// <summary>The signature of the marked method.</summary>
    /// <param name="signature">The signature.</param>
    public OperatorSignatureAttribute(string signature) => Signature = signature;

    /// <summary>The signature of a module class.</summary>
    /// <param name="module">The class.</param>
    /// <param name="signature">The signature of its <c>forward</c>.</param>
    public OperatorSignatureAttribute(Type module, string signature) => (Module, Signature) = (module, signature);

    /// <summary>The module class, for an attribute of the assembly.</summary>
    public Type? Module { get; }

    /// <summary>The signature.</summary>
    public string Signature { get; }

    /// <summary>Whether the result is zero where all operands that have the index are zero there. Otherwise it is taken to be some number.</summary>
    public bool ZeroPreserving { get; set; }
}
