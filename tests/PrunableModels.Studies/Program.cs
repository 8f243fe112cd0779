using PrunableModels.Studies;
using TorchSharp;

// A run is only the same bit for bit with the same number of threads.
torch.set_num_threads(1);
switch (args)
{
    case ["run", var folder, var settings]:
        ParentWatch.Start();
        Console.WriteLine(RunJson.Write(TrainingRun.Of(RunJson.Read<RunSettings>(settings), folder)));
        return 0;
    default:
        Console.Error.WriteLine("run DATA-FOLDER SETTINGS");
        return 2;
}
