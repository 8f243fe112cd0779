using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <content>Text that is put together, such as the names of modules.</content>
internal sealed partial class BodyReader
{
    private Expression Interpolated(IInterpolatedStringOperation text) =>
        Place(new Expression.Invoke("string.Concat", text.Parts.Select(p => new Argument(null, Part(p))).ToEquatableArray()), text);

    private Expression Part(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string text } } => new Expression.Text(text),
        IInterpolationOperation { FormatString: null, Alignment: null } hole => Read(hole.Expression),
        IInterpolationOperation formatted => new Expression.Invoke("string.Format", [new(null, Read(formatted.Expression)), new(null, new Expression.Text(formatted.Syntax.ToString()))]),
        _ => Opaque($"'{Shortened(part.Syntax)}' in a string", part),
    };
}
