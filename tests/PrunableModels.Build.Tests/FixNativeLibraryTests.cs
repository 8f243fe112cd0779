using PrunableModels.Build.Tests.Elf;

namespace PrunableModels.Build.Tests;

public sealed class FixNativeLibraryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly BuildEngineFake engine = new();
    private readonly byte[] original = ElfFixture.LikeTorchSharp(1).ToBytes();
    private readonly string library;

    public FixNativeLibraryTests() => library = folder.Write("libTest.so", original);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_library_that_loads_is_copied_as_it_is()
    {
        Assert.Equal(library, Run(enabled: true, ElfFixture.Defining("GLIBCXX_3.4", "GLIBCXX_3.4.32")));
        Assert.Empty(engine.Messages);
        Assert.Empty(engine.WarningCodes);
    }

    [Fact]
    public void A_library_that_does_not_load_is_replaced_by_a_copy_that_does()
    {
        var copy = Run(enabled: true, ElfFixture.Defining("GLIBCXX_3.4"));

        Assert.Equal(folder.Combine("fixed/libTest.so"), copy);
        Assert.False(MissingVersions.Of(File.ReadAllBytes(copy), "libstdc++.so.6", ["GLIBCXX_3.4"]).Any);
        Assert.Equal(original, File.ReadAllBytes(library));
        Assert.Contains("GLIBCXX_3.4.32", Assert.Single(engine.Messages));
        Assert.Empty(engine.WarningCodes);
    }

    [Fact]
    public void The_second_time_nothing_is_written_or_said()
    {
        var copy = Run(enabled: true, ElfFixture.Defining("GLIBCXX_3.4"));
        var written = new DateTime(2026, 1, 1);
        File.SetLastWriteTime(copy, written);
        engine.Messages.Clear();

        Assert.Equal(copy, Run(enabled: true, ElfFixture.Defining("GLIBCXX_3.4")));
        Assert.Equal(written, File.GetLastWriteTime(copy));
        Assert.Empty(engine.Messages);
    }

    [Fact]
    public void Unless_enabled_a_warning_tells_of_it()
    {
        Assert.Equal(library, Run(enabled: false, ElfFixture.Defining("GLIBCXX_3.4")));
        Assert.Equal(["PRUNEB001"], engine.WarningCodes);
        Assert.False(Directory.Exists(folder.Combine("fixed")));
    }

    [Fact]
    public void A_library_that_uses_what_is_missing_is_left_alone_with_a_warning()
    {
        Assert.Equal(library, Run(enabled: true, ElfFixture.Defining("GLIBCXX_3")));
        Assert.Equal(["PRUNEB002"], engine.WarningCodes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_cannot_be_read_is_left_alone_with_a_warning(bool system)
    {
        if (!system)
            File.WriteAllText(library, "not a library");

        Assert.Equal(library, Run(enabled: true, system ? [] : ElfFixture.Defining("GLIBCXX_3.4")));
        Assert.Equal(["PRUNEB002"], engine.WarningCodes);
    }

    private string Run(bool enabled, byte[] systemLibrary)
    {
        var task = new FixNativeLibrary
        {
            BuildEngine = engine,
            Enabled = enabled,
            Folder = folder.Combine("fixed"),
            SystemLibraryPath = folder.Write("libstdc++.so.6", systemLibrary),
            Libraries = [new TaskItemFake(library)],
        };
        Assert.True(task.Execute());
        return Assert.Single(task.Libraries).ItemSpec;
    }
}
