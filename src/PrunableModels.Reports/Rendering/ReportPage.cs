using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PrunableModels.Reports;

/// <summary>The report as a page. It is put together as XML, so that it is well formed and every name escaped.</summary>
internal static class ReportPage
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; color: #222; max-width: 880px; margin: 2em auto; padding: 0 1em; }
        h2 { margin-top: 2em; } h3 { margin: 1em 0 0; font-size: 1em; }
        figure { margin: 0 0 1em; break-inside: avoid; } svg { max-width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: #333; }
        figcaption, .legend { color: #555; font-size: 13px; margin: 0; } .legend span { display: inline-block; margin-right: 1.2em; }
        .legend i { display: inline-block; width: 12px; height: 12px; margin-right: 5px; vertical-align: -1px; }
        .wide { overflow-x: auto; } .wide svg { max-width: none; }
        .histograms { display: flex; flex-wrap: wrap; gap: 0 20px; }
        table { border-collapse: collapse; } th, td { text-align: left; padding: 2px 14px 2px 0; border-bottom: 1px solid #e4e4e4; font-weight: normal; vertical-align: top; }
        th { color: #555; } .number { text-align: right; font-variant-numeric: tabular-nums; }
        """;

    // A browser refuses whatever the page would load or run: it has all that it needs.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    public static string Of(ReportData data)
    {
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement("head", new XElement("meta", new XAttribute("charset", "utf-8")), Meta("Content-Security-Policy", Policy), new XElement("title", data.Title), new XElement("style", Style)),
            new XElement("body", Body(data)));
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(new Utf8Writer(text), new() { OmitXmlDeclaration = true, Indent = false }))
        {
            new XDocument(new XDocumentType("html", null, null, null), page).Save(writer);
        }

        return text.ToString();
    }

    private static IEnumerable<XElement?> Body(ReportData data)
    {
        yield return new("h1", data.Title);
        yield return Facts([.. data.Notes, .. Summary.Of(data)]);
        yield return new("h2", "Over steps");
        yield return StepFigures.Progress(data).Draw("progress");
        yield return StepFigures.LearningRate(data).Draw("learning-rate");
        yield return StepFigures.Norms(data).Draw("norms");
        yield return StepFigures.Size(data)?.Draw("size");
        yield return new("h2", "Widths");
        yield return StructureFigures.Widths(data).Draw("widths");
        yield return Folded("As numbers", Table(["layer", "before", "left"], data.Layers.Select(l => new[] { l.Name, Wording.Number(l.Before), Wording.Number(l.After) })));
        yield return new("h2", "Groups");
        yield return Table(["group", "before", "left"], Groups(data));
        if (data.Plan is { Kept.Count: > 0 } plan)
        {
            yield return new("h2", "What is kept, and why");
            yield return Table(["group", "reason"], plan.Kept.Select(k => new[] { k.Name, k.Value }));
        }

        if (data.Plan?.Graph is { } graph)
        {
            yield return new("h2", "The model");
            yield return GraphDrawing.Draw(graph);
        }

        yield return new("h2", "Saliency at each identification");
        yield return data.Choices.Count == 0
            ? new XElement("p", "There was none.")
            : new XElement("div", new XAttribute("class", "histograms"), data.Choices.Select((c, i) => StructureFigures.Saliency(c).Draw(string.Create(CultureInfo.InvariantCulture, $"saliency-{i}"))));
        yield return new("h2", "What happened");
        yield return Folded(Wording.Count(data.Occurrences.Count, "occurrence"), Table(["step", "what"], data.Occurrences.Select(o => new[] { Wording.Number(o.Step), Summary.Words(o) })));
        yield return new("h2", "Settings");
        yield return Facts(data.Plan?.Settings ?? []);
    }

    private static IEnumerable<string[]> Groups(ReportData data) =>
        data.Plan?.Groups.Zip(data.GroupsLeft, (group, left) => new[] { group.Id, Wording.Number(group.Width), Wording.Number(left) }) ?? [];

    private static XElement Meta(string name, string content) => new("meta", new XAttribute("http-equiv", name), new XAttribute("content", content));

    private static XElement Facts(IEnumerable<ReportFact> facts) =>
        new("table", facts.Select(f => new XElement("tr", new XElement("th", f.Name), new XElement("td", f.Value))));

    private static XElement Folded(string title, XElement content) => new("details", new XElement("summary", title), content);

    private static XElement Table(string[] header, IEnumerable<string[]> rows) => new(
        "table",
        new XElement("tr", header.Select(h => new XElement("th", h))),
        rows.Select(r => new XElement("tr", r.Select((cell, i) => new XElement("td", header.Length > 2 && i > 0 ? new XAttribute("class", "number") : null, cell)))));

    private sealed class Utf8Writer(StringBuilder text) : StringWriter(text, CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
