using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>Adam and AdamW; see <see cref="BaseUpdate.Adam"/> and <see cref="BaseUpdate.AdamW"/>.</summary>
public sealed record AdamUpdate : BaseUpdate
{
    internal AdamUpdate(double learningRate)
        : base(learningRate)
    {
    }

    /// <summary>Decay of the first moment, in [0, 1); the default is 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment, in [0, 1); the default is 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment, at least 0; the default is 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Whether decay shrinks the parameter itself (AdamW, the default) or is part of the gradient (Adam).</summary>
    public bool DecoupledDecay { get; init; } = true;

    /// <summary>Whether the largest second moment so far is divided by (AMSGrad: Reddi et al., ICLR 2018), as <c>amsgrad</c> of TorchSharp.</summary>
    public bool AmsGrad { get; init; }

    internal override int Moments => AmsGrad ? 3 : 2;

    internal override double Inertia => Beta1;

    internal override double DecoupledShare => DecoupledDecay ? WeightDecay : 0;

    internal override IReadOnlyList<double> Values => [WeightDecay, Beta1, Beta2, Epsilon, DecoupledDecay ? 1 : 0, AmsGrad ? 1 : 0];

    internal override BaseUpdate WithInertia(double value) => this with { Beta1 = value };

    internal override BaseUpdate WithValues(IReadOnlyList<double> values) =>
        this with { WeightDecay = values[0], Beta1 = values[1], Beta2 = values[2], Epsilon = values[3], DecoupledDecay = values[4] != 0, AmsGrad = values[5] != 0 };

    internal override torch.Tensor Direction(Parameter parameter, torch.Tensor gradient, UpdateState state)
    {
        using var denominator = MoveMoments(parameter, gradient, state, out var scale);
        return (state.First! / denominator).Multiply(scale);
    }

    internal override void Move(Parameter parameter, torch.Tensor gradient, UpdateState state, double learningRate)
    {
        using var denominator = MoveMoments(parameter, gradient, state, out var scale);
        Decay(parameter, learningRate);
        parameter.AddQuotient(state.First!, denominator, -learningRate * scale);
    }

    /// <summary>Moves the moments on; the direction is <paramref name="scale"/> times the first moment over what is returned, a new tensor.</summary>
    private torch.Tensor MoveMoments(Parameter parameter, torch.Tensor gradient, UpdateState state, out double scale)
    {
        var penalised = DecoupledDecay ? gradient : Penalised(gradient, parameter);
        state.First ??= (state.SeededByGradient ? penalised.clone() : torch.zeros_like(parameter)).DetachFromDisposeScope();
        state.Second ??= (state.SeededByGradient ? penalised.Squared() : torch.zeros_like(parameter)).DetachFromDisposeScope();
        state.First.Multiply(Beta1).Add(penalised, 1 - Beta1);
        state.Second.Multiply(Beta2).AddSquare(penalised, 1 - Beta2);
        state.Steps++;

        // first / c1 over (root(second) / root(c2) + epsilon), with both corrections taken out of the tensors.
        var root = Math.Sqrt(1 - Math.Pow(Beta2, state.Steps));
        scale = root / (1 - Math.Pow(Beta1, state.Steps));
        return (AmsGrad ? Largest(state) : state.Second).sqrt().Add(Epsilon * root);
    }

    private static torch.Tensor Largest(UpdateState state)
    {
        if (state.Maximum is not { } maximum)
        {
            return state.Maximum = state.Second!.clone().DetachFromDisposeScope();
        }

        using var larger = torch.maximum(maximum, state.Second!);
        return maximum.copy_(larger);
    }

    internal override void Apply(Parameter parameter, torch.Tensor direction, double learningRate)
    {
        Decay(parameter, learningRate);
        base.Apply(parameter, direction, learningRate);
    }

    private void Decay(Parameter parameter, double learningRate)
    {
        if (DecoupledDecay && WeightDecay != 0)
        {
            parameter.Multiply(1 - (learningRate * WeightDecay));
        }
    }

    internal override void Validate()
    {
        base.Validate();
        Ranges.InUnit(Beta1, nameof(Beta1));
        Ranges.InUnit(Beta2, nameof(Beta2));
        Ranges.AtLeast(Epsilon, 0, nameof(Epsilon));
    }
}
