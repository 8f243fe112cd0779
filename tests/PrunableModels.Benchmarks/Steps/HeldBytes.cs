using System.Collections;
using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>The memory of the tensors that an object holds, wherever in it.</summary>
internal static class HeldBytes
{
    /// <summary>Bytes of all tensors that are reached from an optimizer, without parameters, their gradients and the moments of base updates.</summary>
    public static long BesideTraining(SparseOptimizer optimizer)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var bytes = 0L;
        Visit(optimizer);
        return bytes;

        void Visit(object? value)
        {
            if (value is null or string or nn.Module or UpdateState or TorchSharp.Modules.Parameter or Delegate or Type || !seen.Add(value))
            {
                return;
            }

            if (value is Tensor tensor)
            {
                bytes += tensor.IsInvalid ? 0 : tensor.NumberOfElements * tensor.ElementSize;
                return;
            }

            if (value is IEnumerable items)
            {
                foreach (var item in items)
                {
                    Visit(item);
                }
            }

            for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                if (type.Namespace?.StartsWith(nameof(PrunableModels), StringComparison.Ordinal) != true && !type.IsGenericType)
                {
                    continue;
                }

                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer)
                    {
                        Visit(field.GetValue(value));
                    }
                }
            }
        }
    }
}
