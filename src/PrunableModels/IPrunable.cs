namespace PrunableModels;

/// <summary>A model whose structures can be removed: what the generator makes of a class with <see cref="PrunableAttribute"/>.</summary>
public interface IPrunable
{
    /// <summary>The model's prunable groups and where they are stored.</summary>
    Pruning Pruning { get; }
}
