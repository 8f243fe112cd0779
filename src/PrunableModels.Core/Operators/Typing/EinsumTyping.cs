using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary><c>einsum(equation, tensors)</c>: axes of one letter are one axis, and those that the result does not have are contracted.</summary>
internal sealed class EinsumTyping : IComputingTyping
{
    public void Apply(Application application)
    {
        var operands = application.Node.Operands.Select(o => o!).ToList();
        var equation = application.Attributes.Find("equation") is Value.Text text ? EinsumEquation.Parse(text.Value) : null;
        if (equation is null || equation.Operands.Count != operands.Count || operands.Where((o, i) => !o.Type.Close(equation.Operands[i].Length)).Any())
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} has an equation that is not known for the tensors it is given");
            return;
        }

        var places = Places(application, equation);
        var types = places.GroupBy(p => p.Letter).ToDictionary(g => g.Key, g => g.Select(p => p.Type).Aggregate((a, b) => BroadcastTyping.Meet(a, b, application)));
        application.Result(new([.. equation.Result.Select(letter => types[letter])]));
        foreach (var place in places.Where(p => equation.Result.Contains(p.Letter)))
        {
            application.Carry(place.Operand, place.Axis, equation.Result.Length - 1 - equation.Result.IndexOf(place.Letter));
        }

        // What has an extent of 1 repeats the others and is no factor of its own.
        foreach (var contracted in places.Where(p => !equation.Result.Contains(p.Letter)).GroupBy(p => p.Letter))
        {
            var factors = contracted.Where(p => !(p.Type.IsFixed && p.Type.Extent.Equals(Size.One))).Select(p => new ConsumedAxis(p.Operand, p.Axis, p.Type)).ToList();
            if (factors.Count > 0)
            {
                application.Node.Contracted.Add(factors);
            }
        }
    }

    private static List<(char Letter, int Operand, int Axis, AxisType Type)> Places(Application application, EinsumEquation equation)
    {
        var places = new List<(char, int, int, AxisType)>();
        for (var operand = 0; operand < equation.Operands.Count; operand++)
        {
            var letters = equation.Operands[operand];
            for (var i = 0; i < letters.Length; i++)
            {
                var axis = letters.Length - 1 - i;
                places.Add((letters[i], operand, axis, application.Use(application.Node.Operands[operand]!, axis, isWriter: equation.Result.Contains(letters[i]))));
            }
        }

        return places;
    }
}
