namespace PrunableModels.Core;

/// <summary>Metadata names of classes, such as <c>Zoo.ResNet+BasicBlock</c>.</summary>
public static class TypeIds
{
    /// <summary>The id of a user's class: its metadata name, marked where that would be the name of a class of TorchSharp.</summary>
    public static string OfUser(string metadataName) =>
        LayerTable.Find(metadataName) is not null || LayerTable.IsContainer(metadataName) ? $"::{metadataName}" : metadataName;

    /// <summary>The class's own name, without namespace and containing classes.</summary>
    public static string Short(string id) => id.Substring(id.LastIndexOfAny(['.', '+', ':']) + 1);
}
