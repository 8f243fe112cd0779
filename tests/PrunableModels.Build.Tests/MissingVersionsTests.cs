using PrunableModels.Build.Elf;
using PrunableModels.Build.Tests.Elf;

namespace PrunableModels.Build.Tests;

public sealed class MissingVersionsTests
{
    private const string StandardLibrary = "libstdc++.so.6";

    [Fact]
    public void Nothing_is_missing_where_every_version_is_defined() =>
        Assert.False(Of(ElfFixture.LikeTorchSharp(1), "GLIBCXX_3.4", "GLIBCXX_3.4.32").Any);

    [Fact]
    public void A_version_of_another_library_is_no_concern() =>
        Assert.Equal("GLIBCXX_3.4, GLIBCXX_3.4.32", Of(ElfFixture.LikeTorchSharp(1)).Names);

    [Fact]
    public void An_unused_missing_version_can_be_made_weak()
    {
        var missing = Of(ElfFixture.LikeTorchSharp(1), "GLIBCXX_3.4");
        Assert.True(missing.Any);
        Assert.Equal("GLIBCXX_3.4.32", missing.Names);
        Assert.True(missing.AreUnused);

        var file = ElfFixture.LikeTorchSharp(1).ToBytes();
        var copy = missing.MakeWeak();

        var flags = (int)VersionRequirement.Read(new ElfImage(file)).Single(version => version.Version == "GLIBCXX_3.4.32").FlagsOffset;
        file[flags] = (byte)VersionRequirement.Weak;
        Assert.Equal(file, copy);
        Assert.False(MissingVersions.Of(copy, StandardLibrary, ["GLIBCXX_3.4"]).Any);
    }

    [Fact]
    public void A_used_missing_version_stays()
    {
        var missing = Of(ElfFixture.LikeTorchSharp(1, 2), "GLIBCXX_3.4");

        Assert.True(missing.Any);
        Assert.False(missing.AreUnused);
        Assert.Throws<InvalidOperationException>(missing.MakeWeak);
    }

    [Fact]
    public void The_real_library_uses_all_that_it_asks_for_but_one_version()
    {
        var file = File.ReadAllBytes(TorchSharpLibrary.Path);
        var image = new ElfImage(file);
        var used = UsedVersions.Read(image);

        var unused = VersionRequirement.Read(image).Where(version => !used.Contains(version.Index));

        Assert.Equal(["GLIBCXX_3.4.32"], unused.Select(version => version.Version));
    }

    private static MissingVersions Of(ElfFixture fixture, params string[] defined) =>
        MissingVersions.Of(fixture.ToBytes(), StandardLibrary, [.. defined]);
}
