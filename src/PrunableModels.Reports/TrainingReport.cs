using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PrunableModels.Reports;

/// <summary>
/// Listens to a run of sparse training and writes a report of it: <c>Progress = report</c> in the options, and <c>report.WriteHtml("run.html")</c>
/// at any time. To be used from one thread at a time.
/// </summary>
/// <remarks>
/// A run that is resumed goes on with its report: <see cref="Load"/> what <see cref="WriteJson"/> wrote and let it listen again, or
/// <see cref="Merge"/> the reports of the parts. What a later part did again replaces what the earlier one did after the checkpoint.
/// </remarks>
public sealed class TrainingReport : IProgress<TrainingEvent>
{
    private readonly ReportCollector collector;
    private readonly Dictionary<string, string> notes = new(StringComparer.Ordinal);

    /// <summary>A report that has nothing in it.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    public TrainingReport(string title = "Sparse training", TimeProvider? time = null)
    {
        Title = title;
        collector = new(time ?? TimeProvider.System);
    }

    /// <summary>The heading.</summary>
    public string Title { get; set; }

    /// <summary>What else there is to say about the run, by name, e.g. <c>report.Notes["accuracy"] = "91.2 %"</c>; the report shows it first.</summary>
    public IDictionary<string, string> Notes => notes;

    /// <summary>What has been collected up to now.</summary>
    public ReportData Data => collector.Data(Title, [.. notes.Select(n => new ReportFact(n.Key, n.Value))]);

    /// <summary>A report that goes on from what another wrote.</summary>
    /// <param name="path">A file that <see cref="WriteJson"/> wrote.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TrainingReport Load(string path, TimeProvider? time = null) => From(ReportJson.Read(path), time);

    /// <summary>The parts of one run as one report, in the order of the steps that they began at.</summary>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">There are none, or they are of models with different groups.</exception>
    public static TrainingReport Merge(params IEnumerable<TrainingReport> parts)
    {
        ReportData[] data = [.. parts.Select(p => p.Data).OrderBy(d => d.Plan?.Starts[0] ?? 0)];
        return data.Length > 0 ? From(data.Aggregate(ReportParts.Join), null) : throw new ArgumentException("There are no parts.", nameof(parts));
    }

    /// <inheritdoc/>
    public void Report(TrainingEvent value) => collector.Add(value);

    /// <summary>The report as an HTML page that needs no other file and no network; it is well-formed XML as well.</summary>
    public string ToHtml() => ReportPage.Of(Data);

    /// <summary>Writes the page of <see cref="ToHtml"/>.</summary>
    /// <param name="path">The file; one that exists is replaced once the new one is whole.</param>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    public void WriteHtml(string path) => ReportFile.Write(path, Encoding.UTF8.GetBytes(ToHtml()));

    /// <summary>Writes the data, for programs and for <see cref="Load"/>.</summary>
    /// <param name="path">The file; one that exists is replaced once the new one is whole.</param>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    public void WriteJson(string path) => ReportFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(Data, ReportJson.Default.ReportData));

    /// <summary>Writes the figures of the steps, a line each below a line of names.</summary>
    /// <param name="path">The file; one that exists is replaced once the new one is whole.</param>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    public void WriteCsv(string path) => ReportFile.Write(path, Encoding.UTF8.GetBytes(StepTable.Of(Data.Steps)));

    private static TrainingReport From(ReportData data, TimeProvider? time)
    {
        var report = new TrainingReport(data.Title, time);
        report.collector.Take(data);
        foreach (var note in data.Notes)
        {
            report.Notes[note.Name] = note.Value;
        }

        return report;
    }
}
