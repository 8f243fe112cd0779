using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// What has to change beside the cut so that the compact model computes what the zeroed one does: some operators see how many positions
/// there are, or read a constant where there is no position any more.
/// </summary>
public abstract record Compensation
{
    private Compensation()
    {
    }

    /// <summary>The axes whose shrinking it makes up for.</summary>
    public abstract IEnumerable<AxisType> Axes { get; }

    /// <summary>A normalisation goes on with the statistics of the original width, whose removed positions hold zero.</summary>
    /// <param name="Norm">The layer.</param>
    /// <param name="Width">The axis that it normalises.</param>
    public sealed record OriginalWidth(ModuleObject Norm, AxisType Width) : Compensation
    {
        /// <inheritdoc/>
        public override IEnumerable<AxisType> Axes => [Width];

        /// <inheritdoc/>
        public override string ToString() => $"{Norm.Path} goes on with the statistics of {Width}";
    }

    /// <summary>A parameter is multiplied by a factor.</summary>
    /// <param name="Parameter">The parameter.</param>
    /// <param name="Factor">The factor.</param>
    public sealed record ScaledParameter(TensorLeaf Parameter, Scale Factor) : Compensation
    {
        /// <inheritdoc/>
        public override IEnumerable<AxisType> Axes => Factor.Powers.Select(p => p.Axis);

        /// <inheritdoc/>
        public override string ToString() => $"{Parameter.Path} is scaled by {Factor}";
    }

    /// <summary>A number in a module's field is multiplied by a factor.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Factor">The factor.</param>
    public sealed record ScaledField(FieldSource Field, Scale Factor) : Compensation
    {
        /// <inheritdoc/>
        public override IEnumerable<AxisType> Axes => Factor.Powers.Select(p => p.Axis);

        /// <inheritdoc/>
        public override string ToString() => $"{Field} is scaled by {Factor}";
    }

    /// <summary>A bias takes over what the removed positions, all of which hold one constant, would have added.</summary>
    /// <param name="Weight">The weight of the layer that reads them.</param>
    /// <param name="Bias">Its bias.</param>
    /// <param name="Space">The structures.</param>
    /// <param name="Constant">What is read where one of them is removed.</param>
    public sealed record CorrectedBias(TensorLeaf Weight, TensorLeaf Bias, Space Space, double Constant) : Compensation
    {
        /// <inheritdoc/>
        public override IEnumerable<AxisType> Axes => [AxisType.Of(Space)];

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"{Bias.Path} takes over the constant {Constant} that {Weight.Path} reads of {Space}");
    }
}
