using System.Linq;

namespace PrunableModels.Core;

/// <summary>Values and their positions along a dimension: <c>max(dim)</c> takes the dimension away, <c>sort(dim)</c> leaves it, <c>topk(k, dim)</c> leaves k positions.</summary>
/// <param name="orElse">The dimension where none is given; null where the operator then goes over all and has one result.</param>
internal sealed class ExtremesTyping(long? orElse) : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        if (orElse is null && application.Attributes.Find("dim") is null)
        {
            Enumerable.Range(0, type.Count).ToList().ForEach(i => application.Mix(0, i));
            application.Result(new([]));
            return;
        }

        if (!type.HasRank || application.Dimension(type, orElse ?? 0, "dim") is not { } along)
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node.Function} is given a dimension that is not known");
            return;
        }

        application.Mix(0, along);
        var isReduced = application.Attributes.Find("k") is null && application.Node.Operator.Name is not ("sort" or "argsort");
        var stays = !isReduced || application.Attributes.Flag("keepdim", false);
        var extent = application.Attributes.Find("k") is not null ? AxisType.Fixed(application.Attributes.Integer("k", 1)) : isReduced ? AxisType.Fixed(Size.One) : type.FromEnd(along)!;
        var axes = Enumerable.Range(0, type.Count).Reverse().Where(i => stays || i != along).Select(i => i == along ? extent : type.FromEnd(i)!).ToList();
        for (var output = 0; output < (application.Node.Operator.Name == "argsort" ? 1 : 2); output++)
        {
            application.Result(new(axes));
            foreach (var i in Enumerable.Range(0, type.Count).Where(i => i != along))
            {
                application.Carry(0, i, stays || i < along ? i : i - 1, output);
            }
        }
    }
}
