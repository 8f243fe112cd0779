using System.Text.RegularExpressions;
using System.Xml.Linq;
using System.Xml.XPath;

namespace PrunableModels.Docs.Tests;

/// <summary>What the sources say of themselves: the summaries that the compiler collects beside an assembly.</summary>
internal sealed partial class XmlDocumentation(string assembly)
{
    private readonly XDocument document = XDocument.Load(Path.ChangeExtension(assembly, "xml"));

    /// <summary>The summary of a member by its documentation id, in Markdown and on one line.</summary>
    public string Summary(string id)
    {
        var summary = document.XPathSelectElement($"/doc/members/member[@name='{id}']/summary") ?? throw new InvalidOperationException($"{id} has no summary.");
        return Blanks().Replace(string.Concat(summary.Nodes().Select(Words)), " ").Trim().Replace("|", "\\|");
    }

    private static string Words(XNode node) => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement reference when (string?)reference.Attribute("cref") is { } cref => $"`{cref.Split('(')[0].Split('.')[^1]}`",
        XElement element => element.Value,
        _ => node.ToString().Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&"),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
