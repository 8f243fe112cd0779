using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PrunableModels.Build.Graphs;

/// <summary>The programs that the generator published in an assembly's metadata. Nothing of the assembly is loaded.</summary>
internal static class PublishedPrograms
{
    private const ushort Prolog = 1;

    /// <summary>The texts, in the order of the classes.</summary>
    /// <exception cref="System.BadImageFormatException">The file is no assembly.</exception>
    public static IReadOnlyList<string> Of(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!file.HasMetadata)
        {
            return [];
        }

        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions
            .SelectMany(type => metadata.GetTypeDefinition(type).GetCustomAttributes())
            .Select(metadata.GetCustomAttribute)
            .Where(attribute => IsProgram(metadata, attribute))
            .Select(attribute => Text(metadata.GetBlobReader(attribute.Value)))
            .OfType<string>()];
    }

    private static bool IsProgram(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference
            || metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
        {
            return false;
        }

        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, "PrunableProgramAttribute") && metadata.StringComparer.Equals(type.Namespace, "PrunableModels");
    }

    private static string? Text(BlobReader value) => value.ReadUInt16() == Prolog ? value.ReadSerializedString() : null;
}
