using System.Text;
using System.Text.Json;

namespace PrunableModels.Studies;

/// <summary>
/// A file of finished runs, a line each, which is kept from one start of a study to the next. A line that was cut off when the program was
/// killed is dropped.
/// </summary>
public sealed class RunRecords : IDisposable
{
    private readonly Dictionary<RunSettings, RunResult> results = [];
    private readonly FileStream file;

    /// <summary>Opens the file, or makes it. It is this program's alone until it is disposed.</summary>
    /// <exception cref="InvalidDataException">A whole line is not a record.</exception>
    /// <exception cref="IOException">The file cannot be opened, or another program has it open.</exception>
    public RunRecords(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            Read(path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The result of a run with exactly these settings; null if there is none.</summary>
    public RunResult? Find(RunSettings run)
    {
        lock (results)
        {
            return results.GetValueOrDefault(run);
        }
    }

    /// <summary>Keeps a result. It is in the file when this returns.</summary>
    public void Add(RunSettings run, RunResult result)
    {
        lock (results)
        {
            results[run] = result;
            file.Write(Encoding.UTF8.GetBytes($"{RunJson.Write(new Record(run, result))}\n"));
            file.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Read(string path)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            try
            {
                var record = RunJson.Read<Record>(line);
                results[record.Run] = record.Result;
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"{path}, line {number}, is not the record of a run: {e.Message} Remove the line, or name another file.");
            }
        }

        file.SetLength(whole);
        file.Position = whole;
    }

    private sealed record Record(RunSettings Run, RunResult Result);
}
