namespace PrunableModels.Build.Elf;

/// <summary>The tags of the dynamic section that say where versions and relocations are.</summary>
internal enum DynamicTag : ulong
{
    Null = 0,
    PltRelSize = 2,
    StringTable = 5,
    Rela = 7,
    RelaSize = 8,
    StringTableSize = 10,
    Rel = 17,
    RelSize = 18,
    PltRel = 20,
    JumpRel = 23,
    VersionOfSymbol = 0x6ffffff0,
    VersionDefinitions = 0x6ffffffc,
    VersionDefinitionCount = 0x6ffffffd,
    VersionRequirements = 0x6ffffffe,
    VersionRequirementCount = 0x6fffffff,
}
