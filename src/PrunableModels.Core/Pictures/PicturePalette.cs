using System;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The colours of pictures: light ones, on which black text can be read.</summary>
internal static class PicturePalette
{
    private const string White = "#ffffff";
    private const string Grey = "#d9d9d9";
    private const string Pale = "#f7f7f7";
    private const string Black = "#333333";
    private const string Silver = "#a6a6a6";
    private const string Green = "#1b7837";
    private const string Red = "#b2182b";
    private const string Orange = "#e08214";

    private static readonly string[] Fills =
        ["#8dd3c7", "#ffffb3", "#bebada", "#fb8072", "#80b1d3", "#fdb462", "#b3de69", "#fccde5", "#bc80bd", "#ccebc5", "#ffed6f"];

    private static readonly PictureLine[] Lines = [PictureLine.Solid, PictureLine.Dashed, PictureLine.Dotted, PictureLine.Thick];

    /// <summary>An operator of which there is nothing to tell.</summary>
    public static PictureStyle Plain { get; } = new([White], Black);

    /// <summary>What is kept.</summary>
    public static PictureStyle Kept { get; } = new([Grey], Black);

    /// <summary>An input or output of the model.</summary>
    public static PictureStyle Terminal { get; } = new([Pale], Black);

    /// <summary>The frame around what a module does, and around what is no part of the model.</summary>
    public static PictureStyle Frame { get; } = new([Pale], Silver);

    /// <summary>A segment that cannot be erased.</summary>
    public static PictureStyle Segment { get; } = new([White], Silver);

    /// <summary>A segment that can be erased.</summary>
    public static PictureStyle Erasable { get; } = new([White], Green, PictureLine.Thick);

    /// <summary>What is erased.</summary>
    public static PictureStyle Erased { get; } = new([Pale], Red, PictureLine.Dashed);

    /// <summary>What does nothing any more.</summary>
    public static PictureStyle Dead { get; } = new([Pale], Silver, PictureLine.Dotted);

    /// <summary>A joint of which one tensor is left.</summary>
    public static PictureStyle Spliced { get; } = new([White], Orange, PictureLine.Thick);

    /// <summary>How many groups have a style of their own.</summary>
    public static int GroupStyles => Fills.Length * Lines.Length;

    /// <summary>The style of the group with a number: the colours from the beginning with another border, once all were used.</summary>
    public static PictureStyle Group(int number) => new([Fills[number % Fills.Length]], Black, Lines[number / Fills.Length % Lines.Length]);

    /// <summary>The style of something that belongs to several: the colours of all, and the first one's border.</summary>
    public static PictureStyle Mix(params PictureStyle[] styles) => styles[0] with { Fill = styles.SelectMany(s => s.Fill).Distinct(StringComparer.Ordinal).ToEquatableArray() };
}
