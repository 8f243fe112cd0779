using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary><c>cosine_similarity(x1, x2, dim)</c>: a dot product over both norms, so that an index goes where both tensors are zero.</summary>
internal sealed class CosineTyping : IComputingTyping
{
    public void Apply(Application application)
    {
        var (left, right) = (application.Node.Operands[0]!, application.Node.Operands[1]!);
        if (!left.Type.HasRank || !right.Type.Close(left.Type.Count) || application.Dimension(left.Type, 1, "dim") is not { } along)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is given tensors or a dimension that are not known");
            return;
        }

        var axes = new List<AxisType>();
        for (var i = left.Type.Count - 1; i >= 0; i--)
        {
            if (i == along)
            {
                var (a, b) = (application.Use(left, i, isWriter: false), application.Use(right, i, isWriter: false));
                application.Solver.Unify(a, b, application.Origin);
                application.Node.Contracted.AddRange([[new(0, i, a)], [new(1, i, b)]]);
            }
            else
            {
                axes.Add(BatchedTyping.Meet(application, i, [(0, i), (1, i)], i < along ? i : i - 1));
            }
        }

        application.Result(new(axes));
    }
}
