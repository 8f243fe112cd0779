using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>A parameter that is trained.</summary>
/// <param name="name">Its state-dict path, for messages.</param>
/// <param name="parameter">The parameter.</param>
/// <param name="group">The parameter group by which it moves.</param>
/// <param name="state">Its moments.</param>
internal sealed class TrainedParameter(string name, Parameter parameter, SparseParameterGroup group, UpdateState state)
{
    private torch.Tensor? gradient;
    private bool isTaken;

    public string Name { get; } = name;

    public Parameter Parameter { get; } = parameter;

    public SparseParameterGroup Group { get; } = group;

    public UpdateState State { get; } = state;

    /// <summary>The gradient; null if there is none, or one from before the parameter was frozen.</summary>
    public torch.Tensor? Gradient() => isTaken ? gradient : Parameter.requires_grad ? Parameter.grad : null;

    /// <summary>Keeps the gradient at hand, in the dispose scope of now, until it is dropped: asking for it makes a handle each time.</summary>
    public void TakeGradient()
    {
        gradient = Gradient();
        isTaken = true;
    }

    /// <summary>Ends <see cref="TakeGradient"/>.</summary>
    public void DropGradient()
    {
        gradient = null;
        isTaken = false;
    }

    /// <summary>One base update; nothing without a gradient.</summary>
    public void Move()
    {
        if (Gradient() is { } now)
        {
            Group.Options.Variant.Move(Parameter, now, State, Group.LearningRate);
        }
    }

    /// <summary>Moves the moments on and returns the descent direction; null without a gradient.</summary>
    public torch.Tensor? Direction() => Gradient() is { } now ? Group.Options.Variant.Direction(Parameter, now, State) : null;

    /// <summary>Moves the parameter along a direction.</summary>
    public void Apply(torch.Tensor direction) => Group.Options.Variant.Apply(Parameter, direction, Group.LearningRate);

    /// <summary>The same for the parameter that took the place of this one.</summary>
    public TrainedParameter MoveTo(Parameter other) => new(Name, other, Group, State.MoveTo(other));
}
