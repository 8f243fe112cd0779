using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>Stochastic gradient descent; see <see cref="BaseUpdate.Sgd"/>.</summary>
public sealed record SgdUpdate : BaseUpdate
{
    internal SgdUpdate(double learningRate)
        : base(learningRate)
    {
    }

    /// <summary>Share of the last direction that is kept, at least 0; the default is 0.</summary>
    public double Momentum { get; init; }

    /// <summary>Share of the gradient that does not enter the momentum; the default is 0.</summary>
    public double Dampening { get; init; }

    /// <summary>Whether to look ahead along the momentum.</summary>
    public bool Nesterov { get; init; }

    internal override double Inertia => Momentum;

    internal override IReadOnlyList<double> Values => [WeightDecay, Momentum, Dampening, Nesterov ? 1 : 0];

    internal override BaseUpdate WithInertia(double value) => this with { Momentum = value };

    internal override BaseUpdate WithValues(IReadOnlyList<double> values) =>
        this with { WeightDecay = values[0], Momentum = values[1], Dampening = values[2], Nesterov = values[3] != 0 };

    internal override torch.Tensor Direction(Parameter parameter, torch.Tensor gradient, UpdateState state)
    {
        var penalised = Penalised(gradient, parameter);
        if (Momentum == 0)
        {
            return penalised;
        }

        if (state.First is { } momentum)
        {
            momentum.Multiply(Momentum).Add(penalised, 1 - Dampening);
        }
        else
        {
            // The first gradient enters undampened, as in torch.optim.SGD.
            momentum = state.First = penalised.clone().DetachFromDisposeScope();
        }

        return Nesterov ? penalised.Plus(momentum, Momentum) : momentum;
    }

    internal override void Validate()
    {
        base.Validate();
        Ranges.AtLeast(Momentum, 0, nameof(Momentum));
        if (Nesterov && (Momentum == 0 || Dampening != 0))
        {
            throw new ArgumentException("Nesterov momentum wants a momentum and no dampening.", nameof(Nesterov));
        }
    }
}
