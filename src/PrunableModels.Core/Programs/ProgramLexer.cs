using System;
using System.Collections.Generic;
using System.Text;

namespace PrunableModels.Core;

internal enum TokenKind
{
    Name,
    Number,
    Text,
    Symbol,
    NewLine,
    End,
}

internal readonly record struct Token(TokenKind Kind, string Text, int Line);

/// <summary>Cuts the textual form of programs into tokens.</summary>
internal static class ProgramLexer
{
    private static readonly string[] LongSymbols = ["==", "!=", "<=", ">=", "&&", "||", "??", "<<", ">>"];

    public static List<Token> Tokens(string source)
    {
        var tokens = new List<Token>();
        var line = 1;
        for (var i = 0; i < source.Length;)
        {
            var c = source[i];
            if (c is '\n' or ';')
            {
                tokens.Add(new(TokenKind.NewLine, "\n", line));
                line += c == '\n' ? 1 : 0;
                i++;
            }
            else if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c == '"')
            {
                tokens.Add(new(TokenKind.Text, Quoted(source, ref i, line), line));
            }
            else if (char.IsDigit(c))
            {
                tokens.Add(new(TokenKind.Number, While(source, ref i, IsNumberPart), line));
            }
            else if (char.IsLetter(c) || c is '_' or '@')
            {
                tokens.Add(new(TokenKind.Name, While(source, ref i, (s, k) => char.IsLetterOrDigit(s[k]) || s[k] is '_' or '@'), line));
            }
            else
            {
                var at = i;
                var symbol = Array.Find(LongSymbols, s => string.CompareOrdinal(source, at, s, 0, 2) == 0) ?? c.ToString();
                tokens.Add(new(TokenKind.Symbol, symbol, line));
                i += symbol.Length;
            }
        }

        tokens.Add(new(TokenKind.End, "end of text", line));
        return tokens;
    }

    private static bool IsNumberPart(string s, int i) =>
        char.IsLetterOrDigit(s[i]) || (s[i] == '.' && i + 1 < s.Length && char.IsDigit(s[i + 1])) || (s[i] is '-' or '+' && s[i - 1] is 'e' or 'E');

    private static string While(string source, ref int i, Func<string, int, bool> belongs)
    {
        var start = i++;
        while (i < source.Length && belongs(source, i))
        {
            i++;
        }

        return source.Substring(start, i - start);
    }

    private static string Quoted(string source, ref int i, int line)
    {
        var text = new StringBuilder();
        for (i++; i < source.Length && source[i] != '"'; i++)
        {
            if (source[i] == '\\' && ++i < source.Length)
            {
                text.Append(source[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
            }
            else if (i < source.Length)
            {
                text.Append(source[i]);
            }
        }

        return i++ < source.Length ? text.ToString() : throw new FormatException($"line {line}: a string does not end");
    }
}
