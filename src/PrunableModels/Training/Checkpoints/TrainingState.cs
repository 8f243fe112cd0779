using System;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>All that a training run consists of: the model, its optimizer, gradients and random numbers.</summary>
internal sealed class TrainingState(nn.Module model, SparseOptimizer optimizer, CheckpointOptions options) : ICheckpointed
{
    private const string None = "none";
    private const string Zero = "zero";
    private const string Saved = "saved";

    /// <summary>What all names of a file begin with that belong to this.</summary>
    public static string[] Prefixes { get; } = ["model/", "optimizer/", "gradients/", "random/"];

    /// <inheritdoc/>
    public void Declare(StateFields fields)
    {
        // Plan, groups and kinds come first: where those differ, nothing else is worth reading.
        var names = new ParameterNames(model);
        fields.Within("optimizer", inner => OptimizerFields.Declare(inner, optimizer, names));
        fields.Within("model", inner =>
        {
            foreach (var (name, tensor) in model.state_dict())
            {
                inner.Tensor(name, tensor);
            }
        });
        fields.Within("gradients", inner =>
        {
            foreach (var (parameter, name) in OptimizerFields.Parameters(optimizer, names))
            {
                DeclareGradient(inner, parameter, name);
            }
        });
        fields.Within("random", DeclareRandom);
    }

    private void DeclareGradient(StateFields fields, Parameter parameter, string name)
    {
        var gradient = parameter.grad;
        fields.Text(name, gradient is null ? None : options.Gradients ? Saved : Zero, saved => saved switch
        {
            None or Saved => () => parameter.grad = null,
            Zero when zeros_like(parameter) is var zero => () => parameter.grad = zero,
            _ => throw new FormatException($"'{saved}' is none of {None}, {Zero} and {Saved}"),
        });
        fields.Tensor(name, options.Gradients ? gradient : null, parameter, isOptional: true, saved => () => parameter.grad = saved ?? parameter.grad);
    }

    private void DeclareRandom(StateFields fields)
    {
        var state = random.get_rng_state();
        fields.Tensor("cpu", options.RandomState ? state : null, state, isOptional: true, saved =>
        {
            if (saved is null)
            {
                return () => { };
            }

            RandomBytes.Check(saved);
            return () => random.set_rng_state(saved);
        });
    }
}
