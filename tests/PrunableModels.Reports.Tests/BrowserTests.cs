using System.Diagnostics;
using PrunableModels.Tests;
using Xunit;

namespace PrunableModels.Reports.Tests;

/// <summary>The page in a real browser, where the machine has one.</summary>
[Collection(nameof(ReportedRun))]
public sealed class BrowserTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly string? Chromium = Find("chromium", "chromium-browser", "google-chrome");
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void It_is_drawn_without_a_message_and_without_loading_anything()
    {
        Assert.SkipUnless(Chromium is not null, "There is no Chromium on this machine.");
        var report = new TrainingReport("in a browser");
        using var run = new ReportedRun(report).Train();
        var html = report.ToHtml();

        var (document, messages) = Open(html);

        Assert.Contains("<h1>in a browser</h1>", document);
        Assert.Equal(new Page(html).FigureNames.Count, document.Split("<svg ").Length - 1);
        Assert.Empty(messages);

        // The same page with a picture from elsewhere: a browser refuses that, and says so.
        var (_, refusals) = Open(html.Replace("</h1>", "</h1><img src=\"https://example.invalid/picture.png\" alt=\"\" />"));
        Assert.Contains(refusals, message => message.Contains("Content Security Policy"));
    }

    public void Dispose() => folder.Dispose();

    private (string Document, IReadOnlyList<string> Messages) Open(string html)
    {
        var page = folder.File("page.html");
        File.WriteAllText(page, html);
        using var browser = Process.Start(new ProcessStartInfo(
            Chromium!,
            ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", $"--user-data-dir={folder.File("profile")}", "--dump-dom", new Uri(page).AbsoluteUri])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (browser.StandardOutput.ReadToEndAsync(), browser.StandardError.ReadToEndAsync());
        if (!browser.WaitForExit(Limit))
        {
            browser.Kill(entireProcessTree: true);
            Assert.Fail($"The browser ran for more than {Limit}.");
        }

        return (output.Result, [.. errors.Result.Split('\n').Where(line => line.Contains(":CONSOLE"))]);
    }

    private static string? Find(params string[] names) => names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(directory => Path.Combine(directory, name)))
        .FirstOrDefault(File.Exists);
}
