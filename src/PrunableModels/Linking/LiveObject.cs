using System.Collections.Generic;
using System.Runtime.CompilerServices;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>An object of a live model that is no module, such as its configuration, as inference sees it.</summary>
/// <param name="model">The model.</param>
/// <param name="instance">The object.</param>
/// <param name="name">Where it was found.</param>
internal sealed class LiveObject(LiveModel model, object instance, string name) : DataObject
{
    public override string Class { get; } = LiveTypes.UserClass(instance.GetType());

    public override string Name => name;

    public override bool IsStruct => instance.GetType().IsValueType;

    public override Value? Read(string member) =>
        LiveValue.Of(model.ReadField(instance, member), model, $"{name}.{LiveValue.Plain(member)}");
}

/// <summary>Objects are the same where they are one object; names where they are equal.</summary>
internal sealed class SameObject : IEqualityComparer<object>
{
    public static SameObject Comparer { get; } = new();

    public new bool Equals(object? x, object? y) => ReferenceEquals(x, y) || (x is string a && y is string b && a == b);

    public int GetHashCode(object obj) => obj is string text ? text.GetHashCode(System.StringComparison.Ordinal) : RuntimeHelpers.GetHashCode(obj);
}
