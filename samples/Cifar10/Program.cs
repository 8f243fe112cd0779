using Cifar10;

const int Failure = 1;
const int Usage = 2;
const int Interrupted = 130;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    // The first Ctrl-C ends the run between two batches; a second one ends it at once.
    e.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

try
{
    if (new CommandLine().Parse(args) is { } options)
    {
        Run(options, stop.Token);
    }

    return 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return Usage;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return Interrupted;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return Failure;
}

static void Run(Options options, CancellationToken cancellation)
{
    var output = Directory.CreateDirectory("out");
    foreach (var file in new[] { options.Json, options.Report })
    {
        if (file is not null && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            // Now rather than after minutes of training, should it not be possible.
            Directory.CreateDirectory(folder);
        }
    }

    using var data = ImageData.Load(options);
    using var experiment = new Experiment(options, data, cancellation);
    var result = experiment.Run();
    cancellation.ThrowIfCancellationRequested();
    ResultTable.Show(result);
    experiment.Compact.WriteClass(Path.Combine(output.FullName, "CifarResNetCompact.cs"));
    experiment.Compact.Save(Path.Combine(output.FullName, "cifar-resnet.safetensors"));
    if (options.Json is { } path)
    {
        ResultJson.Write(path, result);
    }

    if (options.Report is { } report)
    {
        experiment.Report.WriteHtml(report);
    }
}
