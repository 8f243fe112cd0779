namespace PrunableModels;

/// <summary>How large a model is and would be once it is compact.</summary>
/// <param name="GroupSparsity">The share of structures that go, from 0 to 1.</param>
/// <param name="Parameters">The number of parameters.</param>
/// <param name="Macs">The multiply-adds of convolutions and linear layers in one forward pass; null where no input shape is known.</param>
public sealed record CompactSize(double GroupSparsity, SizeChange Parameters, SizeChange? Macs)
{
    /// <inheritdoc/>
    public override string ToString() => System.FormattableString.Invariant($"group sparsity {GroupSparsity:P2}, parameters {Words(Parameters)}")
        + (Macs is null ? "" : $", multiply-adds {Words(Macs)}");

    private static string Words(SizeChange change) =>
        System.FormattableString.Invariant($"{change.After:N0} of {change.Before:N0} ({(change.Before == 0 ? 1 : (double)change.After / change.Before):P2})");
}
