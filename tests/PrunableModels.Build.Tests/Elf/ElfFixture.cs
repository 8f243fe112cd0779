using System.Text;
using PrunableModels.Build.Elf;

namespace PrunableModels.Build.Tests.Elf;

/// <summary>
/// Writes the smallest shared library that has versions and relocations. One segment holds the whole file, at an address that is no offset.
/// </summary>
internal sealed class ElfFixture
{
    public const ulong BaseAddress = 0x40000;

    private const int HeaderSize = 64;
    private const int ProgramHeaders = 2 * 56;

    private readonly List<(DynamicTag Tag, ulong Value)> dynamic = [];
    private readonly MemoryStream strings = new();
    private readonly MemoryStream body = new();

    public ElfFixture() => strings.WriteByte(0);

    /// <summary>Other libraries and the versions required of them.</summary>
    public List<(string Library, (string Version, ushort Index, ushort Flags)[] Versions)> Requires { get; } = [];

    /// <summary>The versions that the library itself defines.</summary>
    public List<string> Defines { get; } = [];

    /// <summary>The version index of each symbol, the null symbol first.</summary>
    public List<ushort> VersionOfSymbol { get; } = [0];

    /// <summary>The symbols that relocations refer to, by the kind of table.</summary>
    public Dictionary<DynamicTag, uint[]> Relocations { get; } = [];

    /// <summary>A library that requires two versions of libstdc++.so.6, GLIBCXX_3.4 of symbol 1 and GLIBCXX_3.4.32 of symbol 2.</summary>
    public static ElfFixture LikeTorchSharp(params uint[] relocatedSymbols) => new()
    {
        Requires =
        {
            ("libc.so.6", [("GLIBC_2.34", 4, 0)]),
            ("libstdc++.so.6", [("GLIBCXX_3.4", 2, 0), ("GLIBCXX_3.4.32", 3, 0)]),
        },
        VersionOfSymbol = { 2, 3 },
        Relocations = { [DynamicTag.Rela] = relocatedSymbols },
    };

    /// <summary>A library that defines these versions.</summary>
    public static byte[] Defining(params string[] versions)
    {
        var fixture = new ElfFixture();
        fixture.Defines.AddRange(versions);
        return fixture.ToBytes();
    }

    public byte[] ToBytes()
    {
        WriteRequirements();
        WriteDefinitions();
        WriteRelocations();
        var stringTable = Place(strings.ToArray());
        dynamic.Add((DynamicTag.StringTable, stringTable));
        dynamic.Add((DynamicTag.StringTableSize, (ulong)strings.Length));
        dynamic.Add((DynamicTag.Null, 0));

        var dynamicOffset = Here;
        var dynamicBytes = Bytes(writer => dynamic.ForEach(entry => { writer.Write((ulong)entry.Tag); writer.Write(entry.Value); }));
        _ = Place(dynamicBytes);
        return [.. Header(dynamicOffset, (ulong)dynamicBytes.Length), .. body.ToArray()];
    }

    private ulong Here => HeaderSize + ProgramHeaders + (ulong)body.Length;

    private byte[] Header(ulong dynamicOffset, ulong dynamicLength) => Bytes(writer =>
    {
        writer.Write([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        writer.Write((ushort)3);
        writer.Write((ushort)62);
        writer.Write(1u);
        writer.Write(0ul);
        writer.Write((ulong)HeaderSize);
        writer.Write(0ul);
        writer.Write(0u);
        foreach (var number in (ushort[])[HeaderSize, 56, 2, 64, 0, 0])
            writer.Write(number);
        WriteSegment(writer, type: 1, 0, Here);
        WriteSegment(writer, type: 2, dynamicOffset, dynamicLength);
    });

    private static void WriteSegment(BinaryWriter writer, uint type, ulong offset, ulong length)
    {
        writer.Write(type);
        writer.Write(4u);
        foreach (var number in (ulong[])[offset, BaseAddress + offset, BaseAddress + offset, length, length, 8])
            writer.Write(number);
    }

    private void WriteRequirements()
    {
        if (Requires.Count == 0)
            return;

        var table = Place(Bytes(writer =>
        {
            foreach (var (library, versions) in Requires)
            {
                var isLast = library == Requires[^1].Library;
                writer.Write((ushort)1);
                writer.Write((ushort)versions.Length);
                writer.Write(Intern(library));
                writer.Write(16u);
                writer.Write(isLast ? 0u : 16u * (1 + (uint)versions.Length));
                foreach (var version in versions)
                {
                    writer.Write(0u);
                    writer.Write(version.Flags);
                    writer.Write(version.Index);
                    writer.Write(Intern(version.Version));
                    writer.Write(version == versions[^1] ? 0u : 16u);
                }
            }
        }));
        dynamic.Add((DynamicTag.VersionRequirements, table));
        dynamic.Add((DynamicTag.VersionRequirementCount, (ulong)Requires.Count));
    }

    private void WriteDefinitions()
    {
        if (Defines.Count == 0)
            return;

        var table = Place(Bytes(writer =>
        {
            foreach (var version in Defines)
            {
                writer.Write((ushort)1);
                writer.Write((ushort)0);
                writer.Write((ushort)1);
                writer.Write((ushort)1);
                writer.Write(0u);
                writer.Write(20u);
                writer.Write(version == Defines[^1] ? 0u : 28u);
                writer.Write(Intern(version));
                writer.Write(0u);
            }
        }));
        dynamic.Add((DynamicTag.VersionDefinitions, table));
        dynamic.Add((DynamicTag.VersionDefinitionCount, (ulong)Defines.Count));
    }

    private void WriteRelocations()
    {
        dynamic.Add((DynamicTag.VersionOfSymbol, Place(Bytes(writer => VersionOfSymbol.ForEach(writer.Write)))));
        foreach (var (tag, symbols) in Relocations)
        {
            var table = Bytes(writer =>
            {
                foreach (var symbol in symbols)
                {
                    writer.Write(BaseAddress);
                    writer.Write((ulong)symbol << 32 | 7);
                    if (tag != DynamicTag.Rel)
                        writer.Write(0ul);
                }
            });
            var size = tag switch
            {
                DynamicTag.Rela => DynamicTag.RelaSize,
                DynamicTag.Rel => DynamicTag.RelSize,
                _ => DynamicTag.PltRelSize,
            };
            dynamic.Add((tag, Place(table)));
            dynamic.Add((size, (ulong)table.Length));
        }
    }

    private uint Intern(string name)
    {
        var offset = (uint)strings.Length;
        strings.Write(Encoding.UTF8.GetBytes(name + '\0'));
        return offset;
    }

    private ulong Place(byte[] bytes)
    {
        var address = BaseAddress + Here;
        body.Write(bytes);
        return address;
    }

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        return stream.ToArray();
    }
}
