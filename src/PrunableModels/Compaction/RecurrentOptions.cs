using System;
using System.Linq;
using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// The arguments of a recurrent layer that only its native code knows. They are found by running the layer once on weights that show
/// them: a unit that dropout lets through is larger by 1/(1 - p), and 2 stays 2 where the nonlinearity is a rectifier.
/// </summary>
/// <param name="Dropout">The probability of dropout between the layers; 0 where there is one layer.</param>
/// <param name="NonLinearity">The nonlinearity of an <c>RNN</c> or <c>RNNCell</c>; of no meaning for others.</param>
internal sealed record RecurrentOptions(double Dropout, nn.NonLinearities NonLinearity)
{
    private const int Examples = 512;
    private const double Slope = 0.1;
    private static readonly ConditionalWeakTable<nn.Module, RecurrentOptions> Known = [];

    /// <summary>What was found before, or null.</summary>
    public static RecurrentOptions? Find(nn.Module layer) => Known.TryGetValue(layer, out var known) ? known : null;

    /// <summary>Whether a module is a recurrent layer or cell.</summary>
    public static bool IsRecurrent(nn.Module module) => module is LSTM or GRU or RNN or LSTMCell or GRUCell or RNNCell;

    /// <summary>What a layer's options are. Its weights are others while this runs.</summary>
    public static RecurrentOptions Of(nn.Module layer)
    {
        if (Find(layer) is { } known)
        {
            return known;
        }

        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var random = new RandomState();
        var parameters = layer.named_parameters().ToList();
        var originals = parameters.Select(p => p.parameter.detach()).ToList();
        var training = layer.training;
        try
        {
            parameters.ForEach(p => p.parameter.set_(zeros_like(p.parameter)));
            layer.train();
            var nonLinearity = NonLinearityOf(layer);
            var found = new RecurrentOptions(layer.has_parameter("weight_ih_l1") ? DropoutOf(layer, nonLinearity) : 0, nonLinearity);
            Known.Add(layer, found);
            return found;
        }
        finally
        {
            layer.train(training);
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].parameter.set_(originals[i]);
            }
        }
    }

    private static nn.NonLinearities NonLinearityOf(nn.Module layer)
    {
        if (layer is not (RNN or RNNCell))
        {
            return nn.NonLinearities.Tanh;
        }

        var weight = layer.get_parameter(layer is RNN ? "weight_ih_l0" : "weight_ih")!;
        weight.Fill(2.0 / weight.shape[1]);
        var output = layer is RNN rnn ? States(rnn, Input(weight, 1))[0] : ((RNNCell)layer).forward(Input(weight, 1)[0], null!);
        weight.zero_();
        return output.max().ToDouble() > 1.5 ? nn.NonLinearities.ReLU : nn.NonLinearities.Tanh;
    }

    private static double DropoutOf(nn.Module layer, nn.NonLinearities nonLinearity)
    {
        var (first, second) = (layer.get_parameter("weight_ih_l0")!, layer.get_parameter("weight_ih_l1")!);
        var hidden = layer.get_parameter("weight_hh_l0")!.shape[1];
        first.Fill(1.0 / first.shape[1]);

        // The rows of what is let through, not of the gates: the third block of LSTM and GRU.
        second.narrow(0, layer is RNN ? 0 : 2 * hidden, hidden).copy_(eye(hidden, second.shape[1], second.dtype, second.device).Times(Slope));
        var states = States(layer, Input(first, Examples));
        var directions = layer.has_parameter("weight_ih_l0_reverse") ? 2 : 1;
        var before = states[0].max().ToDouble();
        var after = states[directions].max().ToDouble();
        var passed = layer switch
        {
            LSTM => Math.Atanh(2 * Math.Atanh(2 * after)),
            GRU => Math.Atanh(2 * after),
            _ => nonLinearity == nn.NonLinearities.ReLU ? after : Math.Atanh(after),
        };
        return passed <= 0 ? 1 : Math.Max(0, Math.Round(1 - (Slope * before / passed), 4));
    }

    private static Tensor Input(Tensor weight, long examples) => ones([1, examples, weight.shape[1]], weight.dtype, weight.device);

    private static Tensor States(nn.Module layer, Tensor input)
    {
        input = LayerArguments.IsBatchFirst(layer) ? input.transpose(0, 1) : input;
        return layer switch
        {
            LSTM m => m.call(input).Item2,
            GRU m => m.call(input).Item2,
            RNN m => m.call(input).Item2,
            _ => throw new ArgumentException($"{layer.GetName()} has no layers.", nameof(layer)),
        };
    }
}
