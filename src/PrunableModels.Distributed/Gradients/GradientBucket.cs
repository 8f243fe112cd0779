using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Distributed;

/// <summary>
/// Gradients of some parameters in one piece of memory, which is kept from step to step. Behind them stands, for each parameter, in how many
/// processes it has a gradient.
/// </summary>
internal sealed class GradientBucket : IDisposable
{
    private readonly ICommunicator communicator;
    private readonly BucketPlan plan;
    private readonly IReadOnlyList<Tensor> parameters;
    private readonly Tensor memory;
    private readonly Tensor numbers;
    private readonly Tensor gradients;
    private readonly Tensor[] views;
    private readonly Tensor?[] present;
    private readonly NumberBlock block;
    private nint sum;

    /// <param name="communicator">Everybody.</param>
    /// <param name="plan">The bucket's parts.</param>
    /// <param name="all">The parameters that the parts mean.</param>
    public GradientBucket(ICommunicator communicator, BucketPlan plan, IReadOnlyList<Tensor> all)
    {
        this.communicator = communicator;
        this.plan = plan;
        parameters = [.. plan.Parts.Select(part => all[part.Tensor])];
        present = new Tensor?[parameters.Count];
        using var scope = NewDisposeScope();
        memory = zeros(plan.Length + parameters.Count, plan.Kind.Scalar(), CPU).DetachFromDisposeScope();
        numbers = memory.narrow(0, 0, plan.Length).DetachFromDisposeScope();
        var device = parameters[0].device;
        gradients = device.type == DeviceType.CPU ? numbers : numbers.to(device).DetachFromDisposeScope();
        views = [.. plan.Parts.Zip(parameters, (part, parameter) => gradients.narrow(0, part.Start, part.Length).view(parameter.shape).DetachFromDisposeScope())];
        block = NumberBlock.Of(memory, plan.Kind);
    }

    /// <summary>Puts the gradients in and begins to add them up.</summary>
    public void Begin()
    {
        for (var i = 0; i < views.Length; i++)
        {
            present[i] = parameters[i].grad;
            if (present[i] is { } gradient)
            {
                RequireDense(gradient);
                views[i].copy_(gradient);
            }
            else
            {
                views[i].zero_();
            }
        }

        if (!ReferenceEquals(gradients, numbers))
        {
            numbers.copy_(gradients);
        }

        Count();
        sum = communicator.BeginSum(block);
    }

    /// <summary>Waits for the sums and gives every parameter its mean, except those that have no gradient in any process.</summary>
    public void End()
    {
        communicator.EndSum(sum);
        using var size = ((double)communicator.Size).ToScalar();
        numbers.div_(size);
        if (!ReferenceEquals(gradients, numbers))
        {
            gradients.copy_(numbers);
        }

        for (var i = 0; i < views.Length; i++)
        {
            if (present[i] is { } gradient)
            {
                gradient.copy_(views[i]);
            }
            else if (IsAnywhere(i))
            {
                parameters[i].grad = views[i].to(parameters[i].dtype, copy: true);
            }

            present[i] = null;
        }
    }

    public void Dispose()
    {
        foreach (var view in views)
        {
            view.Dispose();
        }

        gradients.Dispose();
        numbers.Dispose();
        memory.Dispose();
    }

    private void Count()
    {
        for (var i = 0; i < present.Length; i++)
        {
            var count = present[i] is null ? 0 : 1;
            if (plan.Kind == NumberKind.Single)
            {
                Counts<float>()[i] = count;
            }
            else
            {
                Counts<double>()[i] = count;
            }
        }
    }

    private bool IsAnywhere(int parameter) => plan.Kind == NumberKind.Single ? Counts<float>()[parameter] > 0 : Counts<double>()[parameter] > 0;

    private Span<T> Counts<T>()
        where T : unmanaged => block.Numbers<T>()[(int)plan.Length..];

    private static void RequireDense(Tensor gradient)
    {
        if (gradient.is_sparse)
        {
            throw new NotSupportedException("A gradient is sparse; make the embedding without sparse gradients to average them over processes.");
        }
    }
}
