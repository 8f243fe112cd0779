using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>What a base update remembers of one parameter. Moments come into being with the first gradient.</summary>
internal sealed class UpdateState : OptimizerState, ICheckpointed, IDisposable
{
    private torch.Tensor? first;
    private torch.Tensor? second;
    private torch.Tensor? maximum;

    /// <param name="parameter">The parameter.</param>
    /// <param name="seededByGradient">Whether Adam's moments start at the first gradient: a fault of the reference, kept for its traces.</param>
    public UpdateState(Parameter parameter, bool seededByGradient)
        : base(parameter) => SeededByGradient = seededByGradient;

    public bool SeededByGradient { get; }

    /// <summary>Steps taken, for bias correction.</summary>
    public long Steps { get; set; }

    /// <summary>SGD's momentum or Adam's first moment.</summary>
    public torch.Tensor? First { get => first; set => first = value; }

    /// <summary>Adam's second moment.</summary>
    public torch.Tensor? Second { get => second; set => second = value; }

    /// <summary>AMSGrad's largest second moment.</summary>
    public torch.Tensor? Maximum { get => maximum; set => maximum = value; }

    /// <summary>Those that there are.</summary>
    public IEnumerable<torch.Tensor> Moments => new[] { first, second, maximum }.OfType<torch.Tensor>();

    /// <summary>Zeroes what is next to denormal: first moments below 1e-25 and second moments below 1e-36.</summary>
    public void Flush()
    {
        Flush(first, 1e-25);
        Flush(second, 1e-36);
        Flush(maximum, 1e-36);
    }

    /// <summary>Leaves out what was cut from the parameter.</summary>
    public void Follow(TensorCut cut)
    {
        Exchange(ref first, Cut(first));
        Exchange(ref second, Cut(second));
        Exchange(ref maximum, Cut(maximum));

        torch.Tensor? Cut(torch.Tensor? moment) => moment is null ? null : cut.Apply(moment).DetachFromDisposeScope();
    }

    /// <summary>The same for the parameter that took the place of this one's, which remembers nothing from then on.</summary>
    public UpdateState MoveTo(Parameter parameter)
    {
        var moved = new UpdateState(parameter, SeededByGradient) { Steps = Steps, First = first, Second = second, Maximum = maximum };
        first = second = maximum = null;
        return moved;
    }

    /// <inheritdoc/>
    public override void Initialize(OptimizerOptions options)
    {
        Dispose();
        Steps = 0;
    }

    /// <inheritdoc/>
    public override void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(Steps);
        SaveConditionalStateTensor(writer, first);
        SaveConditionalStateTensor(writer, second);
        SaveConditionalStateTensor(writer, maximum);
    }

    /// <inheritdoc/>
    public override void LoadStateDict(BinaryReader reader)
    {
        Dispose();
        Steps = reader.ReadInt64();
        LoadConditionalStateTensor(reader, ref first, _parameter.device);
        LoadConditionalStateTensor(reader, ref second, _parameter.device);
        LoadConditionalStateTensor(reader, ref maximum, _parameter.device);
        first?.DetachFromDisposeScope();
        second?.DetachFromDisposeScope();
        maximum?.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override void LoadStateDict(OptimizerState source)
    {
        var other = (UpdateState)source;
        Dispose();
        Steps = other.Steps;
        first = other.first?.to(_parameter.device, copy: true).DetachFromDisposeScope();
        second = other.second?.to(_parameter.device, copy: true).DetachFromDisposeScope();
        maximum = other.maximum?.to(_parameter.device, copy: true).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override void to(torch.Device device)
    {
        first = first?.to(device, disposeAfter: true).DetachFromDisposeScope();
        second = second?.to(device, disposeAfter: true).DetachFromDisposeScope();
        maximum = maximum?.to(device, disposeAfter: true).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override bool ApproximatelyEquals(OptimizerState other) =>
        other is UpdateState state && Steps == state.Steps && Close(first, state.first) && Close(second, state.second) && Close(maximum, state.maximum);

    /// <inheritdoc/>
    public void Declare(StateFields fields) => Declare(fields, this);

    /// <summary>As <see cref="Declare(StateFields)"/>, for a state that is loaded into another one.</summary>
    public void Declare(StateFields fields, UpdateState target)
    {
        fields.Number("steps", Steps, value => target.Steps = value);
        fields.Optional("first", first, _parameter, value => Exchange(ref target.first, value));
        fields.Optional("second", second, _parameter, value => Exchange(ref target.second, value));
        fields.Optional("maximum", maximum, _parameter, value => Exchange(ref target.maximum, value));
    }

    public void Dispose()
    {
        first?.Dispose();
        second?.Dispose();
        maximum?.Dispose();
        first = second = maximum = null;
    }

    private static void Flush(torch.Tensor? moment, double least)
    {
        if (moment is not null)
        {
            using var sizes = moment.abs();
            using var counts = sizes.IsAbove(least);
            using var flushed = counts.logical_not();
            moment.Fill(flushed, 0);
        }
    }

    private static void Exchange(ref torch.Tensor? moment, torch.Tensor? value)
    {
        moment?.Dispose();
        moment = value;
    }

    private static bool Close(torch.Tensor? left, torch.Tensor? right) =>
        left is null ? right is null : right is not null && left.allclose(right);
}
