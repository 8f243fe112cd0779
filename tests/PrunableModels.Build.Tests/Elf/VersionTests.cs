using PrunableModels.Build.Elf;

namespace PrunableModels.Build.Tests.Elf;

public sealed class VersionTests
{
    [Fact]
    public void Requirements_are_read_with_library_name_index_and_flags()
    {
        var fixture = new ElfFixture
        {
            Requires =
            {
                ("liba.so", [("A_1", 2, 0), ("A_2", 3, VersionRequirement.Weak)]),
                ("libb.so", [("B_1", 4, 0)]),
            },
        };

        var read = VersionRequirement.Read(new ElfImage(fixture.ToBytes()));

        Assert.Equal(
            [("liba.so", "A_1", 2, false), ("liba.so", "A_2", 3, true), ("libb.so", "B_1", 4, false)],
            read.Select(version => (version.Library, version.Version, (int)version.Index, version.IsWeak)));
    }

    [Fact]
    public void Definitions_are_read_by_name() =>
        Assert.Equal(["X_1", "X_1.1", "X_2"], VersionDefinitions.Read(new ElfImage(ElfFixture.Defining("X_1", "X_1.1", "X_2"))).Order());

    [Fact]
    public void A_library_without_versions_has_none()
    {
        var image = new ElfImage(new ElfFixture().ToBytes());

        Assert.Empty(VersionRequirement.Read(image));
        Assert.Empty(VersionDefinitions.Read(image));
        Assert.Empty(UsedVersions.Read(image));
    }

    [Theory]
    [InlineData((ulong)DynamicTag.Rela)]
    [InlineData((ulong)DynamicTag.Rel)]
    [InlineData((ulong)DynamicTag.JumpRel)]
    public void A_version_is_used_if_a_relocation_of_any_kind_refers_to_its_symbol(ulong table)
    {
        const ushort hidden = 0x8000;
        var fixture = new ElfFixture
        {
            VersionOfSymbol = { 2, 3, 4 | hidden },
            Relocations = { [(DynamicTag)table] = [0, 1, 3] },
        };

        Assert.Equal<ushort>([2, 4], UsedVersions.Read(new ElfImage(fixture.ToBytes())).Order());
    }
}
