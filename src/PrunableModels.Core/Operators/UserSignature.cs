using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// A signature that a user gave a function or a module: in the notation of the table, with commas between operands, and without
/// what makes sense for TorchSharp's own operators alone, products of axes and extents among the operands that are computed.
/// </summary>
/// <param name="Text">The notation.</param>
/// <param name="ZeroPreserving">Whether the result is zero where all operands that have the index are.</param>
public sealed record UserSignature(string Text, bool ZeroPreserving)
{
    /// <summary>Reads the notation and checks it.</summary>
    /// <exception cref="SignatureFormatException">It is no such signature.</exception>
    public Signature Parse()
    {
        var parser = new SignatureParser(Text);
        var signature = parser.Read();
        var position = 0;
        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                throw new SignatureFormatException(Text, position, problem);
            }
        }

        foreach (var (tensor, start) in signature.Operands.Concat(signature.Results).Zip(parser.Starts, (tensor, start) => (tensor, start)))
        {
            position = start;
            Check(tensor.Axes.All(a => a.Factors.Count == 1), "an axis is one name: products of axes are for the operators of TorchSharp");
        }

        foreach (var (operand, i) in signature.Operands.Select((o, i) => (o, i)))
        {
            position = parser.Starts[i];
            Check(operand.Axes.All(a => !a.IsComputed), "'_' is an extent that is computed, which only a result has");
            Check(signature.Operands.Take(i).All(o => o.Name != operand.Name), $"'{operand.Name}' is an operand already");
            Check(operand.Axes.Select(a => a.Factors[0]).Distinct().Count() == operand.Axes.Count, $"'{operand.Name}' has the same axis twice");
        }

        foreach (var (result, i) in signature.Results.Select((r, i) => (r, i)))
        {
            position = parser.Starts[signature.Operands.Count + i];
            var unknown = result.Axes.Select(a => a.Factors[0]).FirstOrDefault(name => name != "_" && signature.OccurrencesInOperands(name) == 0);
            Check(unknown is null, $"no operand has the axis '{unknown}'");
            Check(result.Axes.Where(a => !a.IsComputed).Select(a => a.Factors[0]) is var names && names.Distinct().Count() == names.Count(), "a result has every axis once");
            Check(!result.HasLeading || signature.Operands.Any(o => o.HasLeading), "no operand has '...'");
            Check(result.Trailing is null || signature.Operands.Any(o => o.Trailing == result.Trailing), $"no operand has '*{result.Trailing}'");
        }

        position = 0;
        Check(signature.Operands.Select(o => o.Trailing).OfType<string>().Distinct().Count() <= 1, "there is one name for trailing axes");
        return signature;
    }

    /// <summary>Where each operand stands in the text, counted from 0.</summary>
    public IReadOnlyList<int> OperandPositions()
    {
        var parser = new SignatureParser(Text);
        parser.Read();
        return parser.Starts;
    }

    /// <summary>The operator that it describes; null where the notation is wrong.</summary>
    public Operator? ToOperator(string name)
    {
        try
        {
            var signature = Parse();
            return new(name, signature.Operands.Select(o => o.Name).ToEquatableArray(), new SignatureTyping(signature) { MixesLowerCase = true }, ZeroPreserving ? ZeroRule.PreservesAll : ZeroRule.SomeNumber)
            {
                IsUsers = true,
                IsRandom = true,
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
