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

    internal override int Moments => Momentum == 0 ? 0 : 1;

    internal override double Inertia => Momentum;

    internal override IReadOnlyList<double> Values => [WeightDecay, Momentum, Dampening, Nesterov ? 1 : 0];

    internal override BaseUpdate WithInertia(double value) => this with { Momentum = value };

    internal override BaseUpdate WithValues(IReadOnlyList<double> values) =>
        this with { WeightDecay = values[0], Momentum = values[1], Dampening = values[2], Nesterov = values[3] != 0 };

    internal override torch.Tensor Direction(Parameter parameter, torch.Tensor gradient, UpdateState state)
    {
        if (Momentum == 0)
        {
            return Penalised(gradient, parameter);
        }

        var momentum = MoveMomentum(parameter, gradient, state);
        return Nesterov ? Penalised(gradient, parameter).Plus(momentum, Momentum) : momentum;
    }

    internal override void Move(Parameter parameter, torch.Tensor gradient, UpdateState state, double learningRate)
    {
        if (Momentum == 0)
        {
            Descend(learningRate);
            return;
        }

        var momentum = MoveMomentum(parameter, gradient, state);
        if (!Nesterov)
        {
            parameter.Add(momentum, -learningRate);
            return;
        }

        Descend(learningRate);
        parameter.Add(momentum, -learningRate * Momentum);

        void Descend(double rate)
        {
            if (WeightDecay != 0)
            {
                // Added, not multiplied by 1 - a little: that number would be rounded the same way in every step.
                parameter.Add(parameter, -rate * WeightDecay);
            }

            parameter.Add(gradient, -rate);
        }
    }

    private torch.Tensor MoveMomentum(Parameter parameter, torch.Tensor gradient, UpdateState state)
    {
        if (state.First is not { } momentum)
        {
            // The first gradient enters undampened, as in torch.optim.SGD.
            return state.First = (WeightDecay == 0 ? gradient.clone() : Penalised(gradient, parameter)).DetachFromDisposeScope();
        }

        momentum.Multiply(Momentum).Add(gradient, 1 - Dampening);
        return WeightDecay == 0 ? momentum : momentum.Add(parameter, WeightDecay * (1 - Dampening));
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
