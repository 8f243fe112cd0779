using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>How the training loop's own values stand in a file: bytes as tensors, everything else as text with its type before it.</summary>
internal static class ExtraValues
{
    private const string Prefix = "extras/";
    private const string Text = "text ";
    private const string Integer = "integer ";
    private const string Real = "real ";

    /// <summary>Puts the values with what has been collected.</summary>
    public static void Collect(CheckpointExtras extras, StateCollector into)
    {
        foreach (var (name, value) in extras)
        {
            switch (value)
            {
                case byte[] bytes: into.Tensors.Add(new(Prefix + name, torch.tensor(bytes, dtype: torch.uint8))); break;
                case string text: into.Texts.Add(Prefix + name, Text + text); break;
                case long integer: into.Texts.Add(Prefix + name, Integer + integer.ToString(CultureInfo.InvariantCulture)); break;
                case double real: into.Texts.Add(Prefix + name, Real + real.ToString("R", CultureInfo.InvariantCulture)); break;
            }
        }
    }

    /// <summary>Reads the values of a file.</summary>
    /// <exception cref="CheckpointException">One of them is malformed.</exception>
    public static CheckpointExtras Read(CheckpointReader reader)
    {
        var extras = new CheckpointExtras();
        foreach (var (name, text) in reader.Texts.Where(text => text.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            AddText(extras, name[Prefix.Length..], text, reader);
        }

        foreach (var (name, entry) in reader.Entries.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (entry.Type.Scalar != torch.ScalarType.Byte || entry.Shape.Length != 1 || extras.Contains(name[Prefix.Length..]))
            {
                throw reader.Fault($"'{name}' is not a row of bytes, or is there twice");
            }

            using var tensor = reader.Read(entry);
            extras.Add(name[Prefix.Length..], tensor.data<byte>().ToArray());
        }

        return extras;
    }

    private static void AddText(CheckpointExtras extras, string name, string text, CheckpointReader reader)
    {
        if (text.StartsWith(Text, StringComparison.Ordinal))
        {
            extras.Add(name, text[Text.Length..]);
        }
        else if (text.StartsWith(Integer, StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(Integer.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            extras.Add(name, integer);
        }
        else if (text.StartsWith(Real, StringComparison.Ordinal)
            && double.TryParse(text.AsSpan(Real.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
        {
            extras.Add(name, real);
        }
        else
        {
            throw reader.Fault($"'{Prefix}{name}' is of no known type");
        }
    }
}
