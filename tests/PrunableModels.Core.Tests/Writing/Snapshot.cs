namespace PrunableModels.Core.Tests;

/// <summary>Written classes and pictures that a person has read, beside the tests.</summary>
internal static class Snapshot
{
    /// <summary>Compares with the file of that name; what was written instead is left beside it in the output folder.</summary>
    public static void Check(string name, string written) => Check("Writing", name, "cs.txt", written);

    /// <summary>Compares with a file in another folder, of another kind.</summary>
    public static void Check(string of, string name, string kind, string written)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, of);
        var verified = Path.Combine(folder, $"{name}.verified.{kind}");
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected != written)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{name}.received.{kind}"), written);
        }

        Xunit.Assert.Equal(expected, written);
    }
}
