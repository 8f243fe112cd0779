using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>What a model is called with.</content>
internal sealed partial class Interpreter
{
    private bool HasForward(string id) => Hierarchy(id).Any(c => c.Methods.Any(m => m.Name == "forward"));

    // A tensor, unless its type says otherwise; one that may be left out is looked at both ways, as is a choice by any other input.
    private Value Input(ParameterProgram parameter, IReadOnlyList<IReadOnlyList<Size>>? shapes)
    {
        var plain = parameter.Type?.TrimEnd('?');
        if (plain is "bool" or "int" or "long" or "float" or "double" or "string" or "byte" or "short")
        {
            return new Value.Symbol(Assumptions.OfInput(parameter.Name));
        }

        var mayBeLeftOut = parameter.Type == "Tensor?" || (plain == "Tensor" && parameter.Default is Expression.Null);
        return mayBeLeftOut && (shapes is null ? assumptions.Decide($"{Assumptions.OfInput(parameter.Name)} == null") : Graph.Inputs.Count >= shapes.Count)
            ? new Value.Null()
            : new Value.Tensor(Graph.NewInput(parameter.Name, shapes?.ElementAtOrDefault(Graph.Inputs.Count)));
    }
}
