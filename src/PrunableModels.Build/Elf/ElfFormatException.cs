using System;

namespace PrunableModels.Build.Elf;

/// <summary>The bytes are not a 64-bit little-endian ELF shared library, or not a whole one.</summary>
internal sealed class ElfFormatException(string reason)
    : Exception($"not a valid 64-bit little-endian ELF shared library: {reason}");
