using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>A parameter that is trained.</summary>
/// <param name="Name">Its state-dict path, for messages.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Group">The parameter group by which it moves.</param>
/// <param name="State">Its moments.</param>
internal sealed record TrainedParameter(string Name, Parameter Parameter, SparseParameterGroup Group, UpdateState State)
{
    /// <summary>The gradient; null if there is none, or one from before the parameter was frozen.</summary>
    public torch.Tensor? Gradient() => Parameter.requires_grad ? Parameter.grad : null;

    /// <summary>Moves the moments on and returns the descent direction; null without a gradient.</summary>
    public torch.Tensor? Direction() => Gradient() is { } gradient ? Group.Options.Variant.Direction(Parameter, gradient, State) : null;

    /// <summary>Moves the parameter along a direction.</summary>
    public void Apply(torch.Tensor direction) => Group.Options.Variant.Apply(Parameter, direction, Group.LearningRate);
}
