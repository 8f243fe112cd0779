using System;
using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary><c>matmul(input, other)</c> and <c>bmm</c>: the last axis of one is contracted with the last but one of the other; the axes before are broadcast.</summary>
internal sealed class MatrixTyping : IComputingTyping
{
    public void Apply(Application application)
    {
        var (left, right) = (application.Node.Operands[0]!, application.Node.Operands[1]!);
        if (!left.Type.Require(2) || !right.Type.Require(2))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is given tensors whose axes are not known");
            return;
        }

        var inner = application.Use(left, 0, isWriter: false);
        application.Solver.Unify(inner, application.Use(right, 1, isWriter: false), application.Origin);
        application.Node.Contracted.Add([new(0, 0, inner), new(1, 1, inner)]);

        var axes = new List<AxisType> { application.Use(left, 1, isWriter: true), application.Use(right, 0, isWriter: true) };
        application.Carry(0, 1, 1);
        application.Carry(1, 0, 0);
        var rank = Math.Max(left.Type.Count, right.Type.Count);

        // What is not known of one may stand where the other has a space, which then is kept.
        left.Type.Require(rank);
        right.Type.Require(rank);
        for (var i = 2; i < rank; i++)
        {
            axes.Insert(0, BatchedTyping.Meet(application, i, [(0, i), (1, i)], i));
        }

        application.Result(new(axes, BatchedTyping.OpenRow(left.Type, 2) ?? BatchedTyping.OpenRow(right.Type, 2)));
    }
}
