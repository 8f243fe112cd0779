using System.Diagnostics;
using System.Globalization;
using PrunableModels.Distributed;
using PrunableModels.Distributed.Worker;
using PrunableModels.Kernels;
using TorchSharp;

// A part of a trajectory is only the same bit for bit with the same number of threads.
torch.set_num_threads(1);
SoundKernels.Ensure();

// Several commands in one start, for starting takes longer than what they do.
ProcessGroup.Run(
    group =>
    {
        foreach (var command in Commands(args))
        {
            Execute(group, command);
        }
    },
    // Several buckets, the last one not full.
    new() { BucketBytes = 4096 });

static IEnumerable<string[]> Commands(IEnumerable<string> words)
{
    while (words.Any())
    {
        yield return [.. words.TakeWhile(word => word != "and")];
        words = words.SkipWhile(word => word != "and").Skip(1);
    }
}

static void Execute(ProcessGroup group, string[] command)
{
    switch (command)
    {
        // A run of each method, and what rank 0 has in the end.
        case ["train", var folder, var steps, .. var methods]:
            foreach (var method in methods.Select(Method.Find))
            {
                var run = new TrainingRun(group, torch.float64, dropped: 0) { Stepped = new RankLog(folder, method.Name, group.Rank).Write };
                using var model = run.Train(method, Number(steps));
                if (group.IsFirst)
                {
                    model.save(Path.Combine(folder, $"{method.Name}.model"));
                }
            }

            break;

        // A run that goes on from its checkpoint.
        case ["resume", var folder, var name, var method, var steps]:
            Resume(group, folder, name, method, Number(steps), _ => { });
            break;

        // The same, and one rank is killed in the middle of a step.
        case ["kill", var folder, var name, var method, var steps, var rank, var when]:
            Resume(group, folder, name, method, Number(steps), step =>
            {
                if (step == Number(when) && group.Rank == Number(rank))
                {
                    Process.GetCurrentProcess().Kill();
                }
            });
            break;

        // A rank whose call of MPI fails, while the others wait for it.
        case ["fail", var rank]:
            FailIf(group.Rank == Number(rank));
            group.Barrier();
            break;

        // The same on another thread, where nobody catches it, while all wait for each other for ever.
        case ["fail-aside", var rank]:
            new Thread(() => FailIf(group.Rank == Number(rank))).Start();
            while (true)
            {
                group.Barrier();
            }

        default:
            throw new ArgumentException("train FOLDER STEPS METHOD..., resume FOLDER NAME METHOD STEPS, kill FOLDER NAME METHOD STEPS RANK STEP, fail RANK, or fail-aside RANK; 'and' between several");
    }
}

static void FailIf(bool isMeant)
{
    if (isMeant)
    {
        FaultyCall.Make();
    }
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static void Resume(ProcessGroup group, string folder, string name, string method, int steps, Action<int> stepping)
{
    var run = new TrainingRun(group, torch.float32, dropped: 0.2)
    {
        Checkpoint = Path.Combine(folder, $"{name}.checkpoint"),
        Stepping = stepping,
        Stepped = new RankLog(folder, name, group.Rank).Write,
    };
    run.Train(Method.Find(method), steps).Dispose();
}
