namespace PrunableModels;

/// <summary>How large a model is and would be once it is compact.</summary>
/// <param name="GroupSparsity">The share of structures that go, from 0 to 1.</param>
/// <param name="Parameters">The number of parameters.</param>
/// <param name="Macs">The multiply-adds of convolutions and linear layers in one forward pass; null where no input shape is known.</param>
public sealed record CompactSize(double GroupSparsity, SizeChange Parameters, SizeChange? Macs)
{
    /// <inheritdoc/>
    public override string ToString() => System.FormattableString.Invariant($"group sparsity {GroupSparsity:P2}, parameters {Parameters}")
        + (Macs is null ? "" : $", multiply-adds {Macs}");
}
