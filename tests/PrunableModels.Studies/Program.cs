using PrunableModels.Studies;
using TorchSharp;

const int CouldNotRun = 1;
const int Misused = 2;

if (args is not ["run", var folder, var settings])
{
    Console.Error.WriteLine("run DATA-FOLDER SETTINGS");
    return Misused;
}

ParentWatch.Start();

// A run is only the same bit for bit with the same number of threads.
torch.set_num_threads(1);
try
{
    Console.WriteLine(RunJson.Write(TrainingRun.Of(RunJson.Read<RunSettings>(settings), folder)));
    return 0;
}
catch (Exception e)
{
    Console.Error.WriteLine(e.Message);
    return CouldNotRun;
}
