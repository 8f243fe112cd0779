namespace PrunableModels.Core;

/// <summary>The outline of a vertex.</summary>
public enum PictureShape
{
    /// <summary>An operator.</summary>
    Box,

    /// <summary>An input or output of the model.</summary>
    Round,

    /// <summary>A joint of several tensors.</summary>
    Hexagon,

    /// <summary>A remark.</summary>
    Note,
}

/// <summary>How an edge or a border is drawn.</summary>
public enum PictureLine
{
    /// <summary>A line.</summary>
    Solid,

    /// <summary>A broken line.</summary>
    Dashed,

    /// <summary>A line of dots.</summary>
    Dotted,

    /// <summary>A strong line.</summary>
    Thick,

    /// <summary>None: an edge that only says what comes first.</summary>
    Invisible,
}

/// <summary>The colours of a vertex or cluster, as <c>#rrggbb</c>.</summary>
/// <param name="Fill">The colours that it is filled with, side by side where there are several.</param>
/// <param name="Border">The colour of its border.</param>
/// <param name="Line">How the border is drawn.</param>
public sealed record PictureStyle(EquatableArray<string> Fill, string Border, PictureLine Line = PictureLine.Solid);
