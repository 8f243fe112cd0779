namespace PrunableModels.Benchmarks;

/// <summary>Measurements that belong together, and the goals that they are held to.</summary>
internal interface ISuite
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Description { get; }

    /// <summary>Whether it measures a folder that is named on the command line.</summary>
    bool TakesFolder => false;

    /// <summary>Whether it keeps finished runs in a file, goes on with what is missing, and writes a page.</summary>
    bool KeepsRecords => false;

    /// <summary>Measures.</summary>
    SuiteResult Run(SuiteOptions options);
}

/// <summary>How a suite is run.</summary>
/// <param name="Quick">Whether it has to end within five minutes.</param>
/// <param name="Count">How many cases; null for the suite's own number.</param>
/// <param name="Seed">What random cases are drawn from.</param>
/// <param name="Folder">The folder that it measures, for a suite that takes one.</param>
/// <param name="Records">The file of finished runs, for a suite that keeps one; null for one in the temporary folder.</param>
/// <param name="Markdown">The page to write, for such a suite; null for none.</param>
internal sealed record SuiteOptions(bool Quick, int? Count, int Seed, string Folder = "", string? Records = null, string? Markdown = null);
