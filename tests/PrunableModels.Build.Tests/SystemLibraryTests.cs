using PrunableModels.Build.Elf;

namespace PrunableModels.Build.Tests;

public sealed class SystemLibraryTests
{
    [Fact]
    public void The_standard_library_is_found_and_its_versions_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "Only 64-bit Linux has one.");

        var path = SystemLibrary.Find("libstdc++.so.6");

        Assert.NotNull(path);
        Assert.Contains("GLIBCXX_3.4", VersionDefinitions.Read(new ElfImage(File.ReadAllBytes(path))));
    }

    [Fact]
    public void A_library_that_is_not_there_is_not_found() => Assert.Null(SystemLibrary.Find("libsurely-no-such-thing.so.6"));
}
