using System;
using System.IO;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// By how much the loss rose while structures were near zero: the mean over the second half of their cycle, where half of them or less is
/// left, against the mean over the first steps of all cycles, shared among the structures that were there together.
/// </summary>
internal sealed class CricLosses(int count)
{
    private readonly double[] near = new double[count];
    private readonly int[] together = new int[count];
    private double wholeSum;
    private long wholeSteps;
    private double nearSum;
    private long nearSteps;

    /// <summary>Whether there is anything to go by.</summary>
    public bool AreKnown => wholeSteps > 0;

    /// <summary>Notes the loss of a step.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="position">The step's place in its cycle, from 0.</param>
    /// <param name="length">Steps of a cycle.</param>
    public void Note(double loss, long position, long length)
    {
        if (position == 0)
        {
            wholeSum += loss;
            wholeSteps++;
        }
        else if (2 * position >= length)
        {
            nearSum += loss;
            nearSteps++;
        }
    }

    /// <summary>A cycle is over: its losses are its suspects'.</summary>
    public void Assign(int[] suspects)
    {
        foreach (var structure in suspects)
        {
            near[structure] = nearSteps == 0 ? 0 : nearSum / nearSteps;
            together[structure] = nearSteps == 0 ? 0 : suspects.Length;
        }

        nearSum = 0;
        nearSteps = 0;
    }

    /// <summary>The criterion, shape <c>[Count]</c>: what was never near zero gets the mean of what was.</summary>
    public torch.Tensor Score()
    {
        var whole = wholeSum / Math.Max(1, wholeSteps);
        var rises = new float[near.Length];
        for (var i = 0; i < rises.Length; i++)
        {
            rises[i] = together[i] == 0 ? 0 : (float)(Math.Max(0, near[i] - whole) / together[i]);
        }

        return StructureScores.FillUnknown(torch.tensor(rises), torch.tensor(Array.ConvertAll(together, t => t > 0)));
    }

    public void Clear()
    {
        Array.Clear(near);
        Array.Clear(together);
        wholeSum = nearSum = 0;
        wholeSteps = nearSteps = 0;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(wholeSum);
        writer.Write(wholeSteps);
        writer.Write(nearSum);
        writer.Write(nearSteps);
        Array.ForEach(near, writer.Write);
        Array.ForEach(together, writer.Write);
    }

    public void Load(BinaryReader reader)
    {
        wholeSum = reader.ReadDouble();
        wholeSteps = reader.ReadInt64();
        nearSum = reader.ReadDouble();
        nearSteps = reader.ReadInt64();
        for (var i = 0; i < near.Length; i++)
        {
            near[i] = reader.ReadDouble();
        }

        for (var i = 0; i < together.Length; i++)
        {
            together[i] = reader.ReadInt32();
        }
    }
}
