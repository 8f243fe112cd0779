using System.Text;
using PrunableModels.Build.Elf;

namespace PrunableModels.Build.Tests.Elf;

public sealed class GarbledFileTests
{
    private static readonly byte[] Whole = Library();

    [Theory]
    [InlineData("", "64 bytes at offset 0x0 lie outside the file of 0 bytes")]
    [InlineData("This is a text of more than the sixty-four bytes that an ELF header has.", "does not start with the ELF signature")]
    public void A_file_that_is_no_ELF_file_is_told_from_one(string content, string reason) =>
        Assert.Contains(reason, Assert.Throws<ElfFormatException>(() => new ElfImage(Encoding.ASCII.GetBytes(content))).Message);

    [Theory]
    [InlineData(4, 1, "not a 64-bit little-endian one")]
    [InlineData(5, 2, "not a 64-bit little-endian one")]
    [InlineData(16, 2, "not a shared library")]
    [InlineData(54, 32, "program headers have 32 bytes")]
    [InlineData(56, 1, "no dynamic section")]
    public void A_header_of_another_kind_is_named(int offset, byte value, string reason)
    {
        var file = (byte[])Whole.Clone();
        file[offset] = value;

        Assert.Contains(reason, Assert.Throws<ElfFormatException>(() => ReadAll(file)).Message);
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_a_format_error()
    {
        for (var length = 0; length < Whole.Length; length++)
            Assert.Throws<ElfFormatException>(() => ReadAll(Whole[..length]));
    }

    [Fact]
    public void A_garbled_byte_anywhere_is_a_format_error_or_harmless()
    {
        foreach (var garbage in (byte[])[0x00, 0x01, 0x7f, 0x80, 0xff])
        {
            for (var at = 0; at < Whole.Length; at++)
            {
                var file = (byte[])Whole.Clone();
                file[at] = garbage;
                Assert.True(Record.Exception(() => ReadAll(file)) is null or ElfFormatException, $"0x{garbage:x2} at {at}");
            }
        }
    }

    [Fact]
    public void Garbled_words_anywhere_are_a_format_error_or_harmless()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 20_000; round++)
        {
            var file = (byte[])Whole.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                random.NextBytes(file.AsSpan(8 * random.Next(file.Length / 8), 8));
            Assert.True(Record.Exception(() => ReadAll(file)) is null or ElfFormatException, $"round {round}");
        }
    }

    [Fact]
    public void Lists_that_run_into_each_other_are_not_followed_for_ever()
    {
        var fixture = new ElfFixture();
        for (var i = 0; i < 50; i++)
            fixture.Requires.Add(($"lib{i}.so", [($"V_{i}", 2, 0)]));
        var file = fixture.ToBytes();
        foreach (var version in VersionRequirement.Read(new ElfImage(file)))
        {
            // Each library's list of one version now goes on with those of all libraries after it.
            var at = (int)version.FlagsOffset - 4;
            BitConverter.GetBytes((ushort)50).CopyTo(file, at - 16 + 2);
            BitConverter.GetBytes(version.Library == "lib49.so" ? 0 : 32).CopyTo(file, at + 12);
        }

        Assert.Contains("than it has room for", Assert.Throws<ElfFormatException>(() => ReadAll(file)).Message);
    }

    private static byte[] Library()
    {
        var fixture = ElfFixture.LikeTorchSharp(1, 2);
        fixture.Defines.AddRange(["A", "B"]);
        fixture.Relocations[DynamicTag.JumpRel] = [1];
        return fixture.ToBytes();
    }

    private static void ReadAll(byte[] file)
    {
        var image = new ElfImage(file);
        VersionRequirement.Read(image);
        VersionDefinitions.Read(image);
        UsedVersions.Read(image);
    }
}
