using System;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// A training run in a file: the model's state dict, all that the optimizer remembers, the random numbers and what the training
/// loop adds. A run that loads it goes on as if it had never stopped, on the CPU bit for bit.
/// </summary>
/// <remarks>
/// <para>
/// Killed at any moment, a process leaves the checkpoint that was there before: the new one is written beside it, flushed to the disk and
/// then renamed. The content is in the safetensors format, between a head with version and length and a SHA-256 of everything.
/// </para>
/// <para>
/// Save between two steps. Learning-rate schedulers of TorchSharp have no state that could be saved: make a new one on the new optimizer,
/// call its <c>step</c> as often as it had been called (save the number as an extra; <see cref="ReadExtras"/> gives it) and with the same
/// metrics where it takes them, then load. Loading sets learning rates and momentum last, to the bit, so that the scheduler goes on from there.
/// </para>
/// <para>
/// In a run of several processes with averaged gradients every process chooses the same structures. Losses that are reported and
/// activations that a criterion watches have to be averaged, too. Each process has a checkpoint of its own where buffers, such as running
/// statistics, or random numbers differ between them.
/// </para>
/// </remarks>
public static class Checkpoint
{
    /// <summary>Saves a training run; a checkpoint that is there is replaced, and stays valid until then.</summary>
    /// <param name="path">The file. Its folder has to exist.</param>
    /// <param name="model">The model, on any device.</param>
    /// <param name="optimizer">Its optimizer. Parameters that it trains and that are not the model's are saved as well.</param>
    /// <param name="extras">What the training loop has to remember, or null.</param>
    /// <param name="options">What is saved besides, or null for the defaults.</param>
    /// <exception cref="ArgumentException">A name or text is not valid Unicode, or safetensors has no name for a tensor's dtype; no file was touched.</exception>
    /// <exception cref="InvalidOperationException">The model has been compacted or moved since the optimizer was made.</exception>
    /// <exception cref="System.IO.IOException">The file cannot be written; the one that was there still is.</exception>
    public static void Save(string path, nn.Module model, SparseOptimizer optimizer, CheckpointExtras? extras = null, CheckpointOptions? options = null)
    {
        optimizer.RequireCurrent();
        using var scope = NewDisposeScope();
        var collector = new StateCollector();
        new TrainingState(model, optimizer, options ?? new()).Declare(collector);
        ExtraValues.Collect(extras ?? [], collector);
        CheckpointWriter.Write(path, collector.Tensors, collector.Texts);
    }

    /// <summary>
    /// Loads a training run into a model and an optimizer that were made as those that were saved, on whatever device they are now.
    /// Everything is read and checked before anything is changed. A model from which training had removed structures
    /// (<see cref="SparseOptions.CompactWhileTraining"/>) is loaded into a whole one, which loses them first.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model, as the class's constructor makes it, or smaller by structures that the saved one lacks as well.</param>
    /// <param name="optimizer">Its optimizer, with the same groups of parameters, constraints, target, schedule and criteria.</param>
    /// <returns>What the training loop added.</returns>
    /// <exception cref="CheckpointException">The file is damaged, of a newer version, or of another run; model and optimizer are as they were.</exception>
    /// <exception cref="InvalidOperationException">The model has been compacted or moved since the optimizer was made.</exception>
    /// <exception cref="System.IO.IOException">The file is missing or cannot be read; model and optimizer are as they were.</exception>
    public static CheckpointExtras Load(string path, nn.Module model, SparseOptimizer optimizer)
    {
        optimizer.RequireCurrent();
        using var reader = new CheckpointReader(path);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var extras = ExtraValues.Read(reader);
        NarrowedRun.Prepare(reader, optimizer, () => Restorer(reader, model, optimizer).Check(TrainingState.Prefixes));
        Restorer(reader, model, optimizer).Commit(TrainingState.Prefixes);
        return extras;
    }

    /// <summary>What the training loop added to a checkpoint, after checking the file as <see cref="Load"/> does.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is damaged or of a newer version.</exception>
    /// <exception cref="System.IO.IOException">The file is missing or cannot be read.</exception>
    public static CheckpointExtras ReadExtras(string path)
    {
        using var reader = new CheckpointReader(path);
        return ExtraValues.Read(reader);
    }

    private static StateRestorer Restorer(CheckpointReader reader, nn.Module model, SparseOptimizer optimizer)
    {
        var restorer = new StateRestorer(reader);
        new TrainingState(model, optimizer, new()).Declare(restorer);
        return restorer;
    }
}
