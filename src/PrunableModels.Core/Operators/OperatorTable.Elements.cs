using System;
using System.Collections.Generic;
using System.Linq;
using static PrunableModels.Core.ZeroRule;

namespace PrunableModels.Core;

/// <content>Element by element: more functions, arithmetic and in-place replacement.</content>
public static partial class OperatorTable
{
    private static IEnumerable<Operator> Elements() =>
    [
        // f(0) = 0, and a number wherever the operand is one.
        .. new[] { "long", "int", "bool", "byte", "frac", "sgn", "rad2deg", "deg2rad" }.Select(name => Of(name, "input[...] -> [...]", Preserves)),
        Of("rrelu", "input[...] -> [...]", Preserves) with { IsRandom = true },
        Of("nan_to_num", "input[...] -> [...]", MakesFinite),

        // Functions of zero and of constants, defined everywhere or not.
        .. new (string Name, Func<double, double> Function)[] { ("cosh", Math.Cosh), ("exp2", x => Math.Pow(2, x)), ("erfc", x => x == 0 ? 1 : double.NaN), ("sinc", x => x == 0 ? 1 : double.NaN) }
            .Select(f => Of(f.Name, "input[...] -> [...]", ZeroRule.Function(f.Function, isDefinedEverywhere: f.Name is not ("erfc" or "sinc")))),
        .. new (string Name, Func<double, double> Function)[] { ("log", Math.Log), ("log2", x => Math.Log(x, 2)), ("log10", Math.Log10), ("reciprocal", x => 1 / x), ("acos", Math.Acos), ("arccos", Math.Acos), ("logit", _ => double.NaN), ("atanh", x => x == 0 ? 0 : double.NaN), ("lgamma", _ => double.NaN), ("digamma", _ => double.NaN) }
            .Select(f => Of(f.Name, "input[...] -> [...]", ZeroRule.Function(f.Function, isDefinedEverywhere: false))),
        Of("logical_not", "input[...] -> [...]", Function(x => x == 0 ? 1 : 0)),
        .. new[] { "isnan", "isinf" }.Select(name => Of(name, "input[...] -> [...]", Function(_ => 0))),
        Of("isfinite", "input[...] -> [...]", Function(_ => 1)),

        // Arithmetic. A number over a tensor has the number as its attribute 'value'.
        Of("rdiv", "input[...] -> [...]", Divides),
        new("true_divide", ["input", "other"], new BroadcastTyping(), Quotient),
        .. new[] { "remainder", "fmod", "floor_divide" }.Select(name => new Operator(name, ["input", "other"], new BroadcastTyping(), Quotient) { Scales = ScaleRule.Unknown }),
        new("subtract", ["input", "other"], new BroadcastTyping(), Sum),
        new("multiply", ["input", "other"], new BroadcastTyping(), Product),
        new("divide", ["input", "other"], new BroadcastTyping(), Quotient),
        new("float_power", ["input", "exponent"], new BroadcastTyping(), Power),
        .. new[] { "hypot", "atan2", "logical_or", "logical_xor" }.Select(name => new Operator(name, ["input", "other"], new BroadcastTyping(), Sum) { Required = 2, Scales = ScaleRule.Unknown }),
        new("logical_and", ["input", "other"], new BroadcastTyping(), Product) { Required = 2, Scales = ScaleRule.Unknown },
        new("addcdiv", ["input", "tensor1", "tensor2"], new BroadcastTyping(), SumOfQuotient) { Required = 3 },
        new("lerp", ["input", "end", "weight"], new BroadcastTyping(), Between) { Required = 2 },
        Of("clip", "input[...] -> [...]", Clamp),

        // In place: everything becomes a number, or another tensor, or a part does.
        Of("fill_", "input[...] -> [...]", AlwaysValue),
        Of("zero_", "input[...] -> [...]", Always(_ => 0)),
        new("copy_", ["input", "source"], new BroadcastTyping(), Replaces) { Required = 2 },
        new("index_put_", ["input", "stored"], new StoreTyping(), Stores),
    ];

    private static IEnumerable<Operator> Sources() =>
    [
        // Extents that are read from an axis follow it.
        new("zeros", [], new FactoryTyping(), Always(_ => 0)) { Required = 0 },
        new("ones", [], new FactoryTyping(), Always(_ => 1)) { Required = 0 },
        new("full", [], new FactoryTyping(), AlwaysValue) { Required = 0 },
        new("empty", [], new FactoryTyping(), Always(_ => null)) { Required = 0 },
        .. new[] { "rand", "randn", "randint" }.Select(name => new Operator(name, [], new FactoryTyping(), ZeroRule.Unknown) { Required = 0, IsRandom = true }),
        new("new_zeros", ["input"], new FactoryTyping(), Always(_ => 0)),
        new("new_ones", ["input"], new FactoryTyping(), Always(_ => 1)),
        new("new_full", ["input"], new FactoryTyping(), AlwaysValue),
        new("new_empty", ["input"], new FactoryTyping(), Always(_ => null)),

        // Of the shape of a tensor.
        Of("zeros_like", "input[...] -> [...]", Always(_ => 0)),
        Of("ones_like", "input[...] -> [...]", Always(_ => 1)),
        Of("full_like", "input[...] -> [...]", AlwaysValue),
        Of("empty_like", "input[...] -> [...]", Always(_ => null)),
        .. new[] { "rand_like", "randn_like", "bernoulli" }.Select(name => Of(name, "input[...] -> [...]", ZeroRule.Unknown) with { IsRandom = true }),

        // Values that depend on how many there are.
        .. new[] { "arange", "linspace", "logspace", "eye", "tensor", "as_tensor" }.Select(name => new Operator(name, [], new SequenceTyping(), ZeroRule.Unknown) { Required = 0 }),
        new("randperm", [], new SequenceTyping(), ZeroRule.Unknown) { Required = 0, IsRandom = true },
    ];
}
