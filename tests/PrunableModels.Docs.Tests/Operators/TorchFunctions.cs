using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace PrunableModels.Docs.Tests;

/// <summary>The functions of TorchSharp by name.</summary>
internal static class TorchFunctions
{
    private static readonly (string Prefix, Type Owner)[] Owners = [("torch", typeof(torch)), ("functional", typeof(torch.nn.functional)), ("Tensor", typeof(torch.Tensor))];

    private static readonly ILookup<string, string> Spellings = Owners
        .SelectMany(o => o.Owner.GetMembers().Where(m => m is MethodInfo { IsSpecialName: false } or PropertyInfo).Select(m => (m.Name, Spelling: $"{o.Prefix}.{m.Name}")))
        .Concat(typeof(torch).Assembly.GetExportedTypes().Where(t => t is { IsAbstract: true, IsSealed: true }).SelectMany(t => t.GetMethods()).Where(IsOfTensors).Select(m => (m.Name, Spelling: $"Tensor.{m.Name}")))
        .ToLookup(m => m.Name, m => m.Spelling);

    /// <summary>How the functions of that name are called.</summary>
    public static IEnumerable<string> Named(string name) => Spellings[name].Distinct();

    private static bool IsOfTensors(MethodInfo method) => method.IsDefined(typeof(ExtensionAttribute), inherit: false) && typeof(torch.Tensor).IsAssignableFrom(method.GetParameters()[0].ParameterType);
}
