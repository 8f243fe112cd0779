using PrunableModels.Benchmarks;

const int CouldNotRun = 2;

try
{
    return CommandLine.Run(args);
}
catch (Exception e)
{
    Console.Error.WriteLine(e.Message.ReplaceLineEndings(" "));
    return CouldNotRun;
}
