using System.Collections.Generic;

namespace PrunableModels;

/// <summary>Ready-made sets of criteria.</summary>
public static class SaliencyCriteria
{
    /// <summary>HESSO's five (arXiv 2409.09085), 0.2 each: magnitude, average magnitude, cosine, first- and second-order Taylor.</summary>
    /// <param name="cosine">How the cosine is read.</param>
    public static IReadOnlyList<WeightedCriterion> Hesso(CosineSign cosine = CosineSign.Dhspg) =>
    [
        new(new MagnitudeCriterion()),
        new(new AverageMagnitudeCriterion()),
        new(new CosineCriterion(cosine)),
        new(new FirstOrderTaylorCriterion()),
        new(new SecondOrderTaylorCriterion()),
    ];

    /// <summary>DHSPG's two (OTOv2, ICLR 2023), a half each: cosine and the inverse of the average magnitude.</summary>
    public static IReadOnlyList<WeightedCriterion> Dhspg() => [new(new NegativeCosineCriterion(), 0.5), new(new InverseMagnitudeCriterion(), 0.5)];
}
