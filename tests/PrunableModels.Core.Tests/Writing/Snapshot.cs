namespace PrunableModels.Core.Tests;

/// <summary>Written classes that a person has read, beside the tests.</summary>
internal static class Snapshot
{
    /// <summary>Compares with the file of that name; what was written instead is left beside it in the output folder.</summary>
    public static void Check(string name, string written)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Writing");
        var verified = Path.Combine(folder, $"{name}.verified.cs.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected != written)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{name}.received.cs.txt"), written);
        }

        Xunit.Assert.Equal(expected, written);
    }
}
