using System;
using System.Collections.Generic;
using System.IO;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>Parameters that move by one base update. Schedulers change <c>LearningRate</c> and <see cref="Momentum"/>.</summary>
public sealed class SparseParameterGroup : ParamGroup<SparseParameterOptions>, torch.optim.IMomentum
{
    /// <summary>Makes a group, e.g. for <c>add_param_group</c>.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="variant">How they move.</param>
    /// <exception cref="ArgumentException">A value of <paramref name="variant"/> is out of its range.</exception>
    public SparseParameterGroup(IEnumerable<Parameter> parameters, BaseUpdate variant)
        : base(parameters, new SparseParameterOptions(variant))
    {
    }

    /// <summary>SGD's momentum, or the decay of Adam's first moment: the two that momentum schedulers cycle.</summary>
    public double Momentum
    {
        get => Options.Variant.Inertia;
        set => Options.Variant = Options.Variant.WithInertia(value);
    }
}

/// <summary>The values by which a parameter group moves; saved and loaded with the optimizer.</summary>
public sealed class SparseParameterOptions : OptimizerOptions, ICheckpointed
{
    internal SparseParameterOptions(BaseUpdate variant)
    {
        variant.Validate();
        Variant = variant;
        LearningRate = InitialLearningRate = variant.LearningRate;
    }

    /// <summary>How the group's parameters move. The learning rate now in force is <c>LearningRate</c>, not the variant's.</summary>
    public BaseUpdate Variant { get; internal set; }

    /// <inheritdoc/>
    public override void SaveStateDict(BinaryWriter writer)
    {
        base.SaveStateDict(writer);
        writer.Write(Variant.GetType().Name);
        foreach (var value in Variant.Values)
        {
            writer.Write(value);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The group was saved with another kind of base update.</exception>
    public override void LoadStateDict(BinaryReader reader)
    {
        base.LoadStateDict(reader);
        CheckKind(reader.ReadString());
        var values = new double[Variant.Values.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadDouble();
        }

        Variant = Variant.WithValues(values);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The group was saved with another kind of base update.</exception>
    public override void LoadStateDict(OptimizerOptions source)
    {
        base.LoadStateDict(source);
        var variant = ((SparseParameterOptions)source).Variant;
        CheckKind(variant.GetType().Name);
        Variant = variant;
    }

    /// <inheritdoc/>
    void ICheckpointed.Declare(StateFields fields)
    {
        fields.Fixed("update", Variant.GetType().Name);
        fields.Number("learning rate", LearningRate ?? 0, value => LearningRate = value);
        fields.Number("initial learning rate", InitialLearningRate, value => InitialLearningRate = value);
        fields.Text("values", Variant.ToText(), saved =>
        {
            var variant = Variant.WithText(saved);
            return () => Variant = variant;
        });
    }

    private void CheckKind(string saved)
    {
        if (saved != Variant.GetType().Name)
        {
            throw new InvalidDataException($"The parameter group moves by {Variant.GetType().Name}, its saved state by {saved}.");
        }
    }
}
