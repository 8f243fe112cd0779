using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>A parameter that took the place of another one of the same path.</summary>
internal sealed record ReplacedParameter(string Path, Parameter Before, Parameter After);

/// <summary>
/// Recurrent layers, whose native code holds their sizes where nobody can change them. The native half of a smaller layer is put in the
/// place of the old one, under the object that the model holds: fields, hooks and the order of the state dict stay, the parameters are new.
/// </summary>
internal sealed class RecurrentLayers(LiveModel model)
{
    private static readonly FieldInfo[] Native =
    [
        typeof(nn.Module).GetField("handle", BindingFlags.Instance | BindingFlags.NonPublic)!,
        typeof(nn.Module).GetField("boxedModule", BindingFlags.Instance | BindingFlags.NonPublic)!,
    ];

    private readonly List<(nn.Module Layer, nn.Module Other)> exchanged = [];
    private readonly List<ReplacedParameter> replaced = [];

    /// <summary>The parameters that are new.</summary>
    public IReadOnlyList<ReplacedParameter> Replaced => replaced;

    /// <summary>Asks every layer for what it does not tell, while its weights are still its own.</summary>
    public void Ask()
    {
        foreach (var layer in model.Modules.Where(m => RecurrentOptions.IsRecurrent(m.Module)))
        {
            RecurrentOptions.Of(layer.Module);
        }
    }

    /// <summary>Makes the layers smaller of which some tensor was cut; the tensors have their new shapes already.</summary>
    public void Exchange(IReadOnlyList<TensorCut> cuts)
    {
        var paths = cuts.Select(c => c.Path).ToHashSet(StringComparer.Ordinal);
        using var random = new RandomState();
        foreach (var layer in model.Modules.Where(m => RecurrentOptions.IsRecurrent(m.Module) && m.Own.Any(o => paths.Contains(o.Tensor.Path))))
        {
            var smaller = Make(layer.Module);
            foreach (var (name, tensor) in layer.Own)
            {
                var parameter = smaller.get_parameter(name)!.DetachFromDisposeScope();
                parameter.copy_(tensor.Tensor);
                parameter.requires_grad = tensor.Tensor.requires_grad;
                parameter.grad = tensor.Tensor.grad;
                replaced.Add(new(tensor.Path, (Parameter)tensor.Tensor, (Parameter)parameter));
            }

            smaller.train(layer.Module.training);
            Swap(layer.Module, smaller);
            exchanged.Add((layer.Module, smaller));
        }
    }

    /// <summary>Every layer as it was.</summary>
    public void Restore()
    {
        foreach (var (layer, other) in exchanged)
        {
            var training = layer.training;
            Swap(layer, other);
            layer.train(training);
        }

        exchanged.Clear();
        replaced.Clear();
    }

    /// <summary>The cuts with the parameters that are there now.</summary>
    public IReadOnlyList<TensorCut> Follow(IReadOnlyList<TensorCut> cuts)
    {
        var after = replaced.ToDictionary(r => r.Path, r => r.After, StringComparer.Ordinal);
        return [.. cuts.Select(c => after.TryGetValue(c.Path, out var parameter) ? c with { Tensor = parameter } : c)];
    }

    private static nn.Module Make(nn.Module layer)
    {
        var isCell = layer is LSTMCell or GRUCell or RNNCell;
        var input = layer.get_parameter(isCell ? "weight_ih" : "weight_ih_l0")!;
        var hidden = layer.get_parameter(isCell ? "weight_hh" : "weight_hh_l0")!.shape[1];
        var options = RecurrentOptions.Of(layer);
        var (width, bias, device, type) = (input.shape[1], layer.has_parameter(isCell ? "bias_ih" : "bias_ih_l0"), input.device, input.dtype);
        var layers = layer.named_parameters().Count(p => p.name.StartsWith("weight_ih", StringComparison.Ordinal) && !p.name.EndsWith("_reverse", StringComparison.Ordinal));
        var (batchFirst, bidirectional) = (LayerArguments.IsBatchFirst(layer), layer.has_parameter("weight_ih_l0_reverse"));
        return layer switch
        {
            LSTM => nn.LSTM(width, hidden, layers, bias, batchFirst, options.Dropout, bidirectional, device, type),
            GRU => nn.GRU(width, hidden, layers, bias, batchFirst, options.Dropout, bidirectional, device, type),
            RNN => nn.RNN(width, hidden, layers, options.NonLinearity, bias, batchFirst, options.Dropout, bidirectional, device, type),
            LSTMCell => nn.LSTMCell(width, hidden, bias, device, type),
            GRUCell => nn.GRUCell(width, hidden, bias, device, type),
            RNNCell => nn.RNNCell(width, hidden, options.NonLinearity, bias, device, type),
            _ => throw new ArgumentException($"{layer.GetName()} is no recurrent layer.", nameof(layer)),
        };
    }

    private static void Swap(nn.Module first, nn.Module second)
    {
        foreach (var field in Native)
        {
            var value = field.GetValue(first);
            field.SetValue(first, field.GetValue(second));
            field.SetValue(second, value);
        }

        (Parameters(first), Parameters(second)) = (Parameters(second), Parameters(first));
        switch (first, second)
        {
            case (LSTM a, LSTM b):
                (HiddenSize(a), HiddenSize(b)) = (HiddenSize(b), HiddenSize(a));
                break;
            case (GRU a, GRU b):
                (HiddenSize(a), HiddenSize(b)) = (HiddenSize(b), HiddenSize(a));
                break;
            case (RNN a, RNN b):
                (HiddenSize(a), HiddenSize(b)) = (HiddenSize(b), HiddenSize(a));
                break;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_internal_params")]
    private static extern ref OrderedDict<string, Parameter> Parameters(nn.Module module);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_hidden_size")]
    private static extern ref long HiddenSize(LSTM layer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_hidden_size")]
    private static extern ref long HiddenSize(GRU layer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_hidden_size")]
    private static extern ref long HiddenSize(RNN layer);
}
