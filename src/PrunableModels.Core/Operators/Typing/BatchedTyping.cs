using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>What operators share that work on the last axes and broadcast those before.</summary>
internal static class BatchedTyping
{
    /// <summary>The common axis of several operands, each of which is carried to the output.</summary>
    public static AxisType Meet(Application application, int fromEnd, IReadOnlyList<(int Operand, int Axis)> places, int outputAxis)
    {
        var axis = AxisType.Fixed(Size.One);
        foreach (var (operand, at) in places)
        {
            if (application.Node.Operands[operand] is { } value && at < value.Type.Count)
            {
                axis = BroadcastTyping.Meet(axis, application.Use(value, at, isWriter: true), application);
                application.Carry(operand, at, outputAxis);
            }
        }

        return axis;
    }

    /// <summary>The leading axes that stay unknown once so many were used.</summary>
    public static Row? OpenRow(TensorType type, int used)
    {
        if (type.HasRank)
        {
            return null;
        }

        var known = System.Math.Max(type.Count, used);
        return new(i => type.Require(known + i + 1) ? type.FromEnd(known + i)! : AxisType.Fixed(Size.One), count => type.Close(known + count));
    }
}
