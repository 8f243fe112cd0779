namespace PrunableModels.Studies;

/// <summary>All that a training run follows from: the same settings give the same result.</summary>
/// <param name="Network">What is trained.</param>
/// <param name="Shape">Its sizes in words, so that another shape is another run.</param>
/// <param name="Data">A fingerprint of the files it is trained on.</param>
/// <param name="Recipe">How it is trained.</param>
/// <param name="Method">How it is pruned.</param>
/// <param name="Variant">What is other than usual about that.</param>
/// <param name="Sparsity">The share of structures to prune; 0 for none.</param>
/// <param name="Schedule">When it is pruned; null for a dense run.</param>
/// <param name="Seed">What weights, order and crops are drawn from.</param>
public sealed record RunSettings(
    Network Network, string Shape, string Data, Recipe Recipe, PruningMethod Method, Variant Variant, double Sparsity, Schedule? Schedule, int Seed)
{
    /// <summary>In a few words.</summary>
    public string Title => Method == PruningMethod.Dense
        ? $"{Network} dense, seed {Seed}"
        : $"{Network} {Method.Words()}{(Variant == Variant.Usual ? "" : $" ({Variant.Words()})")} at {Sparsity:P0}, seed {Seed}";
}

/// <summary>How a network is pruned.</summary>
public enum PruningMethod
{
    /// <summary>Not at all.</summary>
    Dense,

    /// <summary>HESSO.</summary>
    Hesso,

    /// <summary>HESSO with the corrective redundancy identification cycle.</summary>
    HessoCric,

    /// <summary>Dual half-space projected gradient.</summary>
    Dhspg,

    /// <summary>All at once, by magnitude.</summary>
    OneShot,
}

/// <summary>What is other than usual about a method.</summary>
public enum Variant
{
    /// <summary>Nothing.</summary>
    Usual,

    /// <summary>The cosine is read as the released HESSO reads it.</summary>
    HessoCosine,

    /// <summary>Structures are scored by the one batch at each choice.</summary>
    OneBatch,
}

/// <summary>Their names in tables.</summary>
public static class Names
{
    /// <summary>The method's name.</summary>
    public static string Words(this PruningMethod method) => method switch
    {
        PruningMethod.Dense => "dense",
        PruningMethod.Hesso => "HESSO",
        PruningMethod.HessoCric => "HESSO-CRIC",
        PruningMethod.Dhspg => "DHSPG",
        _ => "one shot",
    };

    /// <summary>The variant's name.</summary>
    public static string Words(this Variant variant) => variant switch
    {
        Variant.Usual => "",
        Variant.HessoCosine => "cosine sign of HESSO",
        _ => "one batch",
    };
}
