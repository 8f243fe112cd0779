using System.Collections;
using Microsoft.Build.Framework;

namespace PrunableModels.Build.Tests;

/// <summary>An item without metadata.</summary>
internal sealed class TaskItemFake(string path) : ITaskItem
{
    public string ItemSpec { get; set; } = path;

    public ICollection MetadataNames => Array.Empty<string>();

    public int MetadataCount => 0;

    public string GetMetadata(string metadataName) => "";

    public IDictionary CloneCustomMetadata() => throw new NotSupportedException();

    public void CopyMetadataTo(ITaskItem destinationItem) => throw new NotSupportedException();

    public void RemoveMetadata(string metadataName) => throw new NotSupportedException();

    public void SetMetadata(string metadataName, string metadataValue) => throw new NotSupportedException();
}
