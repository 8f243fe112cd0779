using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Recurrent layers and cells: every gate's rows of every layer and direction are the hidden units, <c>gates * H</c>, and the state of
/// the step before is read by as many columns. All layers and directions have one hidden size, so the same units go in each of them.
/// A unit whose rows are zero stays at zero if it starts there: that is what initial states which are given have to do.
/// </summary>
/// <param name="gates">How many gates a unit has.</param>
/// <param name="isCell">Whether it is a single step, without an axis of time.</param>
internal sealed class RecurrentTyping(int gates, bool isCell) : IComputingTyping
{
    public void Apply(Application application)
    {
        var node = application.Node;
        var input = node.Operands[0]!.Type;
        var rank = isCell ? 2 : 3;
        if (node.Layer is null || !(input.HasRank ? input.Count == rank || input.Count == rank - 1 : input.Close(rank)))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{node} is known for {rank} axes, and gets {input}");
            return;
        }

        var tensors = node.Layer.Tensors.Select((slot, i) => (slot.Name, Operand: node.Operator.Operands.Count + i)).ToList();
        var hidden = Leaf(node, tensors.First(t => t.Name.StartsWith("weight_hh", StringComparison.Ordinal)).Operand).Use(1, isPrunable: true, isWriter: false, application);
        var directions = tensors.Any(t => t.Name.EndsWith("_reverse", StringComparison.Ordinal)) ? 2 : 1;
        var both = application.Solver.Multiply([AxisType.Fixed(directions), hidden], application.Origin);
        Weights(application, tensors, hidden, both);
        States(application, hidden);
        for (var axis = 1; axis < input.Count; axis++)
        {
            application.Mix(0, axis);
        }

        application.Result(new([.. input.Axes.Take(input.Count - 1), both]));
        for (var state = 1; state < node.Operator.Operands.Count; state++)
        {
            // A cell returns its states alone, the first of which is its output.
            if (!isCell)
            {
                application.Result(new([AxisType.Fixed(directions * Layers(tensors)), .. Batch(application, input), hidden]));
            }
            else if (state > 1)
            {
                application.Result(node.Outputs[0].Type);
            }
        }

        Carry(application, tensors);
    }

    private void Weights(Application application, List<(string Name, int Operand)> tensors, AxisType hidden, AxisType both)
    {
        var read = application.Node.Operands[0]!.Type.FromEnd(0)!;
        var readers = new List<ConsumedAxis> { new(0, 0, read) };
        foreach (var (name, operand) in tensors)
        {
            var leaf = Leaf(application.Node, operand);
            var rows = application.Solver.Multiply([AxisType.Fixed(gates), hidden], application.Origin);
            application.Solver.Unify(leaf.Use(0, isPrunable: true, isWriter: true, application), rows, application.Origin);
            if (leaf.Shape.Count < 2)
            {
                continue;
            }

            var columns = leaf.Use(1, isPrunable: true, isWriter: false, application);
            var isFirst = !isCell && name.StartsWith("weight_ih_l0", StringComparison.Ordinal);
            if (isFirst || (isCell && name == "weight_ih"))
            {
                application.Solver.Unify(read, columns, application.Origin);
                readers.Add(new(operand, 0, read));
            }
            else
            {
                application.Solver.Unify(columns, name.StartsWith("weight_ih", StringComparison.Ordinal) ? both : hidden, application.Origin);
            }
        }

        application.Node.Contracted.Add(readers);
    }

    private static void States(Application application, AxisType hidden)
    {
        var node = application.Node;
        for (var state = 1; state < node.Operator.Operands.Count; state++)
        {
            if (node.Operands[state] is not { } given)
            {
                continue;
            }

            if (!given.Type.Require(1))
            {
                continue;
            }

            application.Solver.Unify(application.Use(given, 0, isWriter: false), hidden, application.Origin);
            node.Contracted.Add([new(state, 0, hidden)]);
            for (var axis = 1; axis < given.Type.Count; axis++)
            {
                application.Mix(state, axis);
            }
        }

        var own = node.Layer!.Attributes.Items.Select(i => i.Key).ToList();
        if (node.Attributes.Items.Any(i => !own.Contains(i.Key) && i.Value is not Value.Null))
        {
            application.Solver.Keep(hidden, new(KeptKind.HardCodedSize, $"{node} is given an initial state whose size is written down", application.Origin));
        }
    }

    private static void Carry(Application application, List<(string Name, int Operand)> tensors)
    {
        var node = application.Node;
        for (var output = 0; output < node.Outputs.Count; output++)
        {
            foreach (var (_, operand) in tensors)
            {
                application.Carry(operand, Leaf(node, operand).Shape.Count - 1, 0, output);
            }

            foreach (var state in Enumerable.Range(1, node.Operator.Operands.Count - 1).Where(s => node.Operands[s] is not null))
            {
                application.Carry(state, 0, 0, output);
            }
        }
    }

    private static TensorLeaf Leaf(Node node, int operand) => node.Operands[operand]!.Leaf!;

    private static int Layers(List<(string Name, int Operand)> tensors) =>
        tensors.Count(t => t.Name.StartsWith("weight_hh", StringComparison.Ordinal) && !t.Name.EndsWith("_reverse", StringComparison.Ordinal));

    private static IEnumerable<AxisType> Batch(Application application, TensorType input) =>
        input.Count < 3 ? [] : [input.FromEnd(application.Attributes.Flag("batchFirst", false) ? 2 : 1)!];
}
