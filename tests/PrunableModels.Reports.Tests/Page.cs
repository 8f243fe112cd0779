using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Xunit;

namespace PrunableModels.Reports.Tests;

/// <summary>A written page, read as the XML that it has to be.</summary>
internal sealed class Page
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly XElement root;

    public Page(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new() { DtdProcessing = DtdProcessing.Ignore });
        root = XDocument.Load(reader).Root!;
    }

    public string Title => root.Descendants("h1").Single().Value;

    public IReadOnlyList<string> FigureNames => [.. root.Descendants("figure").Select(f => f.Attribute("id")!.Value)];

    public IReadOnlyList<string> Ids => [.. root.Descendants().Attributes("id").Select(a => a.Value)];

    /// <summary>What the page would load from elsewhere.</summary>
    public IReadOnlyList<string> Links => [.. root.Descendants().Attributes().Where(a => a.Name.LocalName is "src" or "href" or "data").Select(a => a.Value)];

    public XElement Figure(string id) => root.Descendants("figure").Single(f => f.Attribute("id")!.Value == id);

    /// <summary>The words inside a figure's drawing.</summary>
    public IReadOnlyList<string> Words(string id) => [.. Figure(id).Descendants(Svg + "text").Select(t => t.Value)];

    /// <summary>What the lines of a figure's drawing go along.</summary>
    public IReadOnlyList<string> Paths(string id) => [.. Figure(id).Descendants(Svg + "path").Select(p => p.Attribute("d")!.Value)];

    /// <summary>The rows of the table with such a header, the cells of each after each other.</summary>
    public IReadOnlyList<string> Rows(params string[] header) => [..
        root.Descendants("table").Single(t => t.Elements("tr").First().Elements("th").Select(h => h.Value).SequenceEqual(header))
            .Elements("tr").Skip(1).Select(r => string.Join(' ', r.Elements("td").Select(c => c.Value)))];

    /// <summary>The points of the line of a colour, x and y in pixels.</summary>
    public IReadOnlyList<(double X, double Y)> Line(string id, string color)
    {
        var path = Figure(id).Descendants(Svg + "path").Single(p => string.Equals(p.Attribute("stroke")?.Value, color, StringComparison.OrdinalIgnoreCase)).Attribute("d")!.Value;
        return [.. path.Split('M', 'L').Where(p => p.Trim().Length > 0).Select(Point)];
    }

    /// <summary>The value that a table gives a name.</summary>
    public string Fact(string name) => root.Descendants("tr").Single(r => r.Element("th")?.Value == name).Element("td")!.Value;

    private static (double X, double Y) Point(string text)
    {
        var numbers = text.Trim().Split(' ', ',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(2, numbers.Length);
        return (numbers[0], numbers[1]);
    }
}
