using System.Collections.Generic;
using System.Linq;
using static PrunableModels.Core.ZeroRule;

namespace PrunableModels.Core;

/// <content>New tensors.</content>
public static partial class OperatorTable
{
    private static IEnumerable<Operator> Creations() =>
    [
        // From sizes. As a method of a tensor they take its type and nothing else of it.
        .. Creation("zeros", Fills(ZeroValue.Zero)),
        .. Creation("ones", Fills(ZeroValue.Constant(1))),
        .. Creation("full", Fills(ZeroValue.Finite)),
        .. Creation("empty", Fills(ZeroValue.Any)),
        .. new[] { "rand", "randn", "randint" }.Select(name => new Operator(name, [], new CreationTyping(), Fills(ZeroValue.Finite)) { Required = 0, IsRandom = true }),
        .. new[] { "eye", "arange", "linspace" }.Select(name => new Operator(name, [], new CreationTyping(), Fills(ZeroValue.Finite)) { Required = 0 }),

        // Like another.
        Of("zeros_like", "input[...] -> [...]", Fills(ZeroValue.Zero)),
        Of("ones_like", "input[...] -> [...]", Fills(ZeroValue.Constant(1))),
        Of("full_like", "input[...] -> [...]", Fills(ZeroValue.Finite)),
        Of("empty_like", "input[...] -> [...]", Fills(ZeroValue.Any)),
        .. new[] { "rand_like", "randn_like" }.Select(name => Of(name, "input[...] -> [...]", Fills(ZeroValue.Finite)) with { IsRandom = true }),

        // One side of the diagonal: where it lies depends on the positions of both axes.
        .. new[] { "triu", "tril" }.Select(name => Of(name, "input[..., r, c] -> [..., r, c]", Preserves, mixesAll: true)),
    ];

    private static IEnumerable<Operator> Creation(string name, ZeroRule zero) =>
        [new(name, [], new CreationTyping(), zero) { Required = 0 }, new($"new_{name}", ["input"], new CreationTyping(), zero)];
}
