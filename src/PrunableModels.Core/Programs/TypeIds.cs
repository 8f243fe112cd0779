namespace PrunableModels.Core;

/// <summary>Metadata names of classes, such as <c>Zoo.ResNet+BasicBlock</c>.</summary>
public static class TypeIds
{
    /// <summary>The class's own name, without namespace and containing classes.</summary>
    public static string Short(string id) => id.Substring(id.LastIndexOfAny(['.', '+']) + 1);
}
