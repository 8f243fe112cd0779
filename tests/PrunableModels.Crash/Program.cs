using System.Globalization;
using PrunableModels.Crash;
using PrunableModels.Kernels;
using TorchSharp;

// A part of a trajectory is only the same bit for bit with the same number of threads.
torch.set_num_threads(1);
SoundKernels.Ensure();
switch (args)
{
    case ["train", var checkpoint, var method, var steps]:
        TrainingProgram.Run(checkpoint == "-" ? null : checkpoint, Method.Find(method), Number(steps));
        return 0;
    case ["rank", var rank, var pipe, var method, var steps]:
        RankProgram.Run(Number(rank), pipe, Method.Find(method), Number(steps));
        return 0;
    default:
        Console.Error.WriteLine("train CHECKPOINT|- METHOD STEPS, or rank 0|1 PIPE METHOD STEPS");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
