using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using PrunableModels.Build.Graphs;
using PrunableModels.Core;

namespace PrunableModels.Build;

/// <summary>
/// Draws every prunable model of an assembly that was compiled, in DOT and in Mermaid, from the program that the generator published
/// with it. Sizes that only the constructor's arguments decide are drawn as symbols; of several ways in which a model can be built
/// the first is drawn.
/// </summary>
public sealed class DrawModels : ITask
{
    /// <inheritdoc />
    public IBuildEngine? BuildEngine { get; set; }

    /// <inheritdoc />
    public ITaskHost? HostObject { get; set; }

    /// <summary>The assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The folder for pictures.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The pictures.</summary>
    [Output]
    public string[] Pictures { get; private set; } = [];

    /// <inheritdoc />
    public bool Execute()
    {
        var written = new List<string>();
        foreach (var program in Programs())
        {
            if (Draw(program) is { } picture)
            {
                var path = Path.Combine(Folder, program.Root.TrimStart(':').Replace('+', '.'));
                written.Add(Write($"{path}.dot", DotWriter.Write(picture)));
                written.Add(Write($"{path}.mmd", MermaidWriter.Write(picture)));
            }
        }

        Pictures = [.. written];
        return true;
    }

    private IEnumerable<ModelProgram> Programs() =>
        (Try(() => PublishedPrograms.Of(Assembly)) ?? []).Select(text => Try(() => ModelProgram.Parse(text))).OfType<ModelProgram>();

    private T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or FormatException)
        {
            Warn($"{Assembly} could not be read: {e.Message}");
            return null;
        }
    }

    private Picture? Draw(ModelProgram program)
    {
        var analysis = ModelAnalysis.Analyze(program);
        if (analysis.Configurations.Count > 0)
        {
            return Picture.Of(analysis.Configurations[0].Groups);
        }

        Warn($"{program.Root} is not drawn: {analysis.Problem ?? "it could not be analysed"}");
        return null;
    }

    private string Write(string path, string text)
    {
        if (AtomicFile.Write(path, Encoding.UTF8.GetBytes(text)))
        {
            BuildEngine?.LogMessageEvent(new BuildMessageEventArgs($"{Assembly} -> {path}", helpKeyword: null, senderName: nameof(DrawModels), MessageImportance.High));
        }

        return path;
    }

    private void Warn(string message) => BuildEngine?.LogWarningEvent(new BuildWarningEventArgs(
        subcategory: null, "PRUNEB003", file: null, 0, 0, 0, 0, message, helpKeyword: null, senderName: nameof(DrawModels)));
}
