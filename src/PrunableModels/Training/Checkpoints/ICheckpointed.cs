namespace PrunableModels;

/// <summary>A part of the training's state that goes into a checkpoint.</summary>
internal interface ICheckpointed
{
    /// <summary>Names every value without which training would go on otherwise.</summary>
    void Declare(StateFields fields);
}
