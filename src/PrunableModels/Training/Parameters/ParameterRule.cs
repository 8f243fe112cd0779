using System;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>
/// Trains some parameters otherwise than the rest, e.g. without weight decay:
/// <c>new ParameterRule((name, _) => name.EndsWith(".bias"), variant with { WeightDecay = 0 })</c>.
/// </summary>
/// <param name="Match">Told a parameter's state-dict path and the parameter, answers whether the rule is for it.</param>
/// <param name="Variant">How those parameters move.</param>
public sealed record ParameterRule(Func<string, Parameter, bool> Match, BaseUpdate Variant);
