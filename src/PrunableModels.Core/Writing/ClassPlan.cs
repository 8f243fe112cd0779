using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A parameter of a constructor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsReal">Whether it holds fractions.</param>
/// <param name="Positions">The numbers of an instance that it stands for: they are equal in every instance.</param>
internal sealed record ConstructorParameter(string Name, bool IsReal, IReadOnlyList<int> Positions)
{
    public string Type => IsReal ? "double" : "long";
}

/// <summary>A class to be written: for instances that differ in numbers at most.</summary>
internal sealed class ClassPlan
{
    private readonly Dictionary<Number, string> texts = [];

    public ClassPlan(IReadOnlyList<Instance> instances)
    {
        Instances = instances;
        Parameters = ParameterNames.Name(Varying(), instances[0]);
        var numbers = Representative.Numbers;
        foreach (var parameter in Parameters)
        {
            foreach (var position in parameter.Positions)
            {
                texts[numbers[position]] = Identifiers.Escape(parameter.Name);
            }
        }

        var members = numbers.Count - Representative.Forward.Numbers.Count();
        Stored = [.. Parameters.Where(p => p.Positions.Any(i => i >= members))];
    }

    /// <summary>The name of the class.</summary>
    public string Name { get; set; } = "";

    public IReadOnlyList<Instance> Instances { get; }

    /// <summary>The instance from which the class is written.</summary>
    public Instance Representative => Instances[0];

    /// <summary>The numbers in which the instances differ.</summary>
    public IReadOnlyList<ConstructorParameter> Parameters { get; }

    /// <summary>The parameters that <c>forward</c> reads, so that a field has to hold them.</summary>
    public IReadOnlyList<ConstructorParameter> Stored { get; }

    /// <summary>A number of the representative: the literal or the parameter's name.</summary>
    public string Text(Number number) => texts.TryGetValue(number, out var text) ? text : number.Text;

    private List<List<int>> Varying() =>
        [.. Enumerable.Range(0, Representative.Numbers.Count)
            .Where(i => Instances.Any(o => !Literals.AreEqual(o.Numbers[i].Text, Representative.Numbers[i].Text)))
            .GroupBy(i => string.Join("|", Instances.Select(o => o.Numbers[i].Text)))
            .Select(g => g.ToList())];
}
