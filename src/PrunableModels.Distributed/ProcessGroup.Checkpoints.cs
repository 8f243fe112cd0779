using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.ExceptionServices;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Distributed;

/// <content>Checkpoints.</content>
public sealed partial class ProcessGroup
{
    private const string RanksName = "ranks";

    /// <summary>
    /// Saves a run as <see cref="Checkpoint.Save"/> does, in one file that rank 0 writes: what is the same in all processes once, and the random
    /// numbers of each. Running statistics are those of rank 0.
    /// </summary>
    /// <remarks>It adds extras of its own, which <see cref="LoadCheckpoint"/> does not return: <c>ranks</c>, and <c>random numbers of rank</c> with a number.</remarks>
    /// <param name="path">The file, where rank 0 sees it.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="extras">What the training loop has to remember, or null: that of rank 0 counts.</param>
    /// <param name="options">What is saved besides, or null for the defaults.</param>
    /// <exception cref="RanksDifferException">The processes are not at the same step; no file was touched.</exception>
    /// <exception cref="IOException">Rank 0 cannot write the file, which all processes throw; the one that was there still is.</exception>
    /// <inheritdoc cref="Checkpoint.Save" path="/exception[@cref='T:System.ArgumentException']"/>
    public void SaveCheckpoint(string path, nn.Module model, SparseOptimizer optimizer, CheckpointExtras? extras = null, CheckpointOptions? options = null)
    {
        RequireSame(optimizer);
        var states = options is { RandomState: false } ? [] : GatherRandom();
        Together(path, "written", () =>
        {
            if (IsFirst)
            {
                Checkpoint.Save(path, model, optimizer, WithRandom(extras ?? [], states), options);
            }
        });
    }

    /// <summary>
    /// Loads what <see cref="SaveCheckpoint"/> saved, as <see cref="Checkpoint.Load"/> does, in every process, which afterwards goes on with its own random
    /// numbers. For another number of processes use <see cref="Checkpoint.Load"/> and <see cref="Seed"/>; the run is then not the same to the bit.
    /// </summary>
    /// <param name="path">The file, which every process has to see.</param>
    /// <param name="model">The model, as the class's constructor makes it.</param>
    /// <param name="optimizer">Its optimizer, made as that of the saved run.</param>
    /// <returns>What the training loop added.</returns>
    /// <exception cref="CheckpointException">The file is damaged, of a newer version, of another run, or of another number of processes.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read by this process, or another process failed.</exception>
    public CheckpointExtras LoadCheckpoint(string path, nn.Module model, SparseOptimizer optimizer)
    {
        CheckpointExtras extras = [];
        Together(path, "read", () =>
        {
            using var random = OwnRandom(path, Checkpoint.ReadExtras(path));
            extras = Checkpoint.Load(path, model, optimizer);
            if (random is not null)
            {
                torch.random.set_rng_state(random);
            }
        });
        RequireSame(optimizer);
        return WithoutRandom(extras);
    }

    private static string RandomName(int rank) => $"random numbers of rank {rank.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Does something that may fail in some processes; then all fail.</summary>
    private void Together(string path, string what, Action action)
    {
        Exception? own = null;
        try
        {
            action();
        }
        catch (Exception e)
        {
            own = e;
        }

        var failed = Array.FindIndex(communicator.All(own is null ? (byte)0 : (byte)1), fault => fault != 0);
        if (own is not null)
        {
            ExceptionDispatchInfo.Throw(own);
        }

        if (failed >= 0)
        {
            throw new IOException($"{path} was not {what}: rank {failed} failed.");
        }
    }

    private byte[][] GatherRandom()
    {
        using var state = random.get_rng_state();
        var own = state.bytes;
        var all = new byte[own.Length * Size];
        communicator.Gather(own, all);
        return [.. all.Chunk(own.Length)];
    }

    private CheckpointExtras WithRandom(CheckpointExtras extras, byte[][] states)
    {
        var all = Copy(extras, _ => true);
        all.Add(RanksName, Size);

        // That of rank 0 is in every checkpoint.
        for (var rank = 1; rank < states.Length; rank++)
        {
            all.Add(RandomName(rank), states[rank]);
        }

        return all;
    }

    /// <summary>The random numbers of this process; null where the checkpoint itself brings them.</summary>
    private Tensor? OwnRandom(string path, CheckpointExtras extras)
    {
        var saved = extras.Contains(RanksName) ? extras.GetInt64(RanksName) : 1;
        if (saved != Size)
        {
            throw new CheckpointException(path, $"is of a run of {(saved == 1 ? "1 process" : $"{saved} processes")}, this one has {Size}: Checkpoint.Load in each goes on with another number");
        }

        if (!extras.Contains(RandomName(Rank)))
        {
            return null;
        }

        var state = tensor(extras.GetBytes(RandomName(Rank)));
        try
        {
            RandomBytes.Check(state);
            return state;
        }
        catch (FormatException e)
        {
            state.Dispose();
            throw new CheckpointException(path, $"does not fit what it is loaded into: '{RandomName(Rank)}': {e.Message}");
        }
    }

    private CheckpointExtras WithoutRandom(CheckpointExtras extras)
    {
        HashSet<string> own = [RanksName, .. Enumerable.Range(0, Size).Select(RandomName)];
        return Copy(extras, name => !own.Contains(name));
    }

    private static CheckpointExtras Copy(CheckpointExtras extras, Func<string, bool> isWanted)
    {
        CheckpointExtras copy = [];
        foreach (var (name, value) in extras.Where(extra => isWanted(extra.Key)))
        {
            switch (value)
            {
                case long number:
                    copy.Add(name, number);
                    break;
                case double number:
                    copy.Add(name, number);
                    break;
                case string text:
                    copy.Add(name, text);
                    break;
                case byte[] bytes:
                    copy.Add(name, bytes);
                    break;
            }
        }

        return copy;
    }
}
