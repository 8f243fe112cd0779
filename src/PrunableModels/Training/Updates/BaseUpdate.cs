using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>
/// The ordinary optimizer underneath a pruning one: how a parameter would move if nothing were pruned. Immutable; make a variation
/// with <c>variant with { WeightDecay = 0 }</c>.
/// </summary>
public abstract record BaseUpdate
{
    private protected BaseUpdate(double learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate at the start, per step; schedulers change the parameter group's own copy. At least 0.</summary>
    public double LearningRate { get; init; }

    /// <summary>The share of a parameter that decay takes, before the learning rate. At least 0; the default is 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Stochastic gradient descent, as <c>torch.optim.SGD</c>.</summary>
    /// <param name="lr">Learning rate, at least 0.</param>
    /// <param name="momentum">Share of the last direction that is kept, at least 0.</param>
    /// <param name="dampening">Share of the gradient that does not enter the momentum.</param>
    /// <param name="weightDecay">L2 penalty: this times the parameter is added to the gradient.</param>
    /// <param name="nesterov">Look ahead along the momentum; wants momentum and no dampening.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static SgdUpdate Sgd(double lr, double momentum = 0, double dampening = 0, double weightDecay = 0, bool nesterov = false)
    {
        var update = new SgdUpdate(lr) { Momentum = momentum, Dampening = dampening, WeightDecay = weightDecay, Nesterov = nesterov };
        update.Validate();
        return update;
    }

    /// <summary>Adam with decoupled weight decay, as <c>torch.optim.AdamW</c> (Loshchilov and Hutter, ICLR 2019).</summary>
    /// <param name="lr">Learning rate, at least 0.</param>
    /// <param name="beta1">Decay of the first moment, in [0, 1).</param>
    /// <param name="beta2">Decay of the second moment, in [0, 1).</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="weightDecay">Share of the parameter, times the learning rate, that is taken away in each step.</param>
    /// <param name="amsGrad">Divide by the largest second moment so far.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static AdamUpdate AdamW(double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, bool amsGrad = false)
    {
        var update = new AdamUpdate(lr) { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon, WeightDecay = weightDecay, AmsGrad = amsGrad };
        update.Validate();
        return update;
    }

    /// <summary>Adam whose weight decay is an L2 penalty in the gradient, as <c>torch.optim.Adam</c> (Kingma and Ba, ICLR 2015).</summary>
    /// <param name="lr">Learning rate, at least 0.</param>
    /// <param name="beta1">Decay of the first moment, in [0, 1).</param>
    /// <param name="beta2">Decay of the second moment, in [0, 1).</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="weightDecay">L2 penalty: this times the parameter is added to the gradient.</param>
    /// <param name="amsGrad">Divide by the largest second moment so far.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static AdamUpdate Adam(double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, bool amsGrad = false) =>
        AdamW(lr, beta1, beta2, epsilon, weightDecay, amsGrad) with { DecoupledDecay = false };

    /// <summary>What momentum schedulers steer: the momentum, or Adam's first decay.</summary>
    internal abstract double Inertia { get; }

    /// <summary>How many numbers it remembers of each one that is trained.</summary>
    internal abstract int Moments { get; }

    /// <summary>The share, before the learning rate, that decoupled decay takes of a parameter beside its direction.</summary>
    internal virtual double DecoupledShare => 0;

    /// <summary>The values that the saved state of a parameter group holds.</summary>
    internal abstract IReadOnlyList<double> Values { get; }

    internal abstract BaseUpdate WithInertia(double value);

    internal abstract BaseUpdate WithValues(IReadOnlyList<double> values);

    /// <summary>One update: what <see cref="Direction"/> and <see cref="Apply"/> do together, in fewer passes and without a tensor for the direction.</summary>
    internal abstract void Move(Parameter parameter, torch.Tensor gradient, UpdateState state, double learningRate);

    /// <summary>
    /// Moves the moments on and returns the descent direction, before the learning rate. The result may be the gradient or a moment
    /// itself, so it is not to be changed.
    /// </summary>
    internal abstract torch.Tensor Direction(Parameter parameter, torch.Tensor gradient, UpdateState state);

    /// <summary>Moves the parameter along the direction.</summary>
    internal virtual void Apply(Parameter parameter, torch.Tensor direction, double learningRate) =>
        parameter.Add(direction, -learningRate);

    /// <summary>The update with the values of a text that <see cref="ToText"/> made.</summary>
    /// <exception cref="FormatException">The text does not hold as many numbers as this update has values.</exception>
    internal BaseUpdate WithText(string text)
    {
        var values = text.Split(' ').Select(value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        if (values.Length != Values.Count || values.Any(double.IsNaN))
        {
            throw new FormatException($"'{text}' is not the {Values.Count} values of {GetType().Name}");
        }

        return WithValues(values);
    }

    /// <summary>The values as a text, bit for bit.</summary>
    internal string ToText() => string.Join(' ', Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    internal virtual void Validate()
    {
        Ranges.AtLeast(LearningRate, 0, nameof(LearningRate));
        Ranges.AtLeast(WeightDecay, 0, nameof(WeightDecay));
    }

    private protected torch.Tensor Penalised(torch.Tensor gradient, Parameter parameter) =>
        WeightDecay == 0 ? gradient : gradient.Plus(parameter, WeightDecay);
}
