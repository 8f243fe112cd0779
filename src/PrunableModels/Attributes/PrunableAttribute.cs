using System;

namespace PrunableModels;

/// <summary>
/// Marks a model class for pruning. The class derives from <c>torch.nn.Module</c> and is <c>partial</c>: its dependency graph and
/// its groups of removable structures are read from the source and added to it when it is compiled. Blocks inside the model need
/// no mark of their own.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PrunableAttribute : Attribute;
