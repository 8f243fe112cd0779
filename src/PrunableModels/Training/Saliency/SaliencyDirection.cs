namespace PrunableModels;

/// <summary>The v of the criteria that compare a structure with where training moves it.</summary>
public enum SaliencyDirection
{
    /// <summary>The gradient of the loss: what the Taylor terms are derived for.</summary>
    Gradient,

    /// <summary>The base update's direction before the learning rate, momentum and all: what HESSO as released takes.</summary>
    Update,
}
