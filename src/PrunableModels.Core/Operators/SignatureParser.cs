using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>Reads signatures.</summary>
internal sealed class SignatureParser
{
    private readonly string text;
    private readonly List<int> starts = [];
    private int position;

    public SignatureParser(string text) => this.text = text;

    /// <summary>Where each operand and then each result begins.</summary>
    public IReadOnlyList<int> Starts => starts;

    public static Signature Parse(string text) => new SignatureParser(text).Read();

    public Signature Read()
    {
        var operands = new List<TensorPattern>();
        for (var isListed = false; isListed || !Accept("->"); isListed = Accept(","))
        {
            Begin();
            operands.Add(Tensor(Name()));
        }

        var results = new List<TensorPattern>();
        for (var isListed = false; isListed || !AtEnd; isListed = Accept(","))
        {
            Begin();
            results.Add(Tensor(""));
        }

        return operands.Count == 0 || results.Count == 0
            ? throw Error("a signature has operands, '->' and results")
            : new(operands.ToEquatableArray(), results.ToEquatableArray());
    }

    private void Begin()
    {
        SkipSpaces();
        starts.Add(position);
    }

    private bool AtEnd
    {
        get
        {
            SkipSpaces();
            return position == text.Length;
        }
    }

    private TensorPattern Tensor(string name)
    {
        Expect("[");
        var leading = false;
        string? trailing = null;
        var axes = new List<AxisPattern>();
        while (!Accept("]"))
        {
            if (trailing is not null)
            {
                throw Error($"'*{trailing}' has to be the last axis");
            }

            if (Accept("..."))
            {
                leading = axes.Count == 0 && !leading ? true : throw Error("'...' has to be the first axis");
            }
            else if (Accept("*"))
            {
                trailing = Name();
            }
            else
            {
                axes.Add(Axis());
            }

            if (!Accept(",") && Peek() != ']')
            {
                throw Error("expected ',' or ']'");
            }
        }

        return leading && trailing is not null
            ? throw Error("'...' and '*' cannot stand in one tensor")
            : new(name, leading, axes.ToEquatableArray(), trailing, Accept("?"));
    }

    private AxisPattern Axis()
    {
        if (Accept("_"))
        {
            return new(["_"]);
        }

        var factors = new List<string> { Name() };
        while (Accept("*"))
        {
            factors.Add(Name());
        }

        return new(factors.ToEquatableArray());
    }

    private string Name()
    {
        SkipSpaces();
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] == '_'))
        {
            position++;
        }

        return position > start ? text.Substring(start, position - start) : throw Error("expected a name");
    }

    private bool Accept(string symbol)
    {
        SkipSpaces();
        if (string.CompareOrdinal(text, position, symbol, 0, symbol.Length) != 0)
        {
            return false;
        }

        position += symbol.Length;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Accept(symbol))
        {
            throw Error($"expected '{symbol}'");
        }
    }

    private char Peek()
    {
        SkipSpaces();
        return position < text.Length ? text[position] : '\0';
    }

    private void SkipSpaces()
    {
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }
    }

    private SignatureFormatException Error(string problem) => new(text, position, problem);
}
