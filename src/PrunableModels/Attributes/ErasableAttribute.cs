using System;

namespace PrunableModels;

/// <summary>
/// Offers what a module gives for erasing (<see cref="EraseExtensions"/>), although it has no parameters that could become zero: a
/// skip connection, a pool. While an optimizer that erases is attached the module has a gate, a number that is multiplied with what it
/// gives: 1, and on the way to 0 where the optimizer erases it. The field is declared as a <c>Module</c>, not as the module's class; of
/// a <c>ModuleList</c> every module is meant. Modules with parameters need no gate.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ErasableAttribute : Attribute;
