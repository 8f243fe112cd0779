using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>How long a forward pass takes, dense and compact, at several batch sizes and numbers of threads.</summary>
/// <param name="Rows">The measurements.</param>
public sealed record LatencyTable(IReadOnlyList<LatencyRow> Rows)
{
    /// <summary>A line for each measurement, with a remark where the compact model is smaller and not faster.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Rows.Select(row => row.ToString()));
}
