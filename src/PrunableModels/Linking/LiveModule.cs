using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>A live module as inference sees it.</summary>
internal sealed class LiveModule(LiveModel model, torch.nn.Module module, string path) : ModuleObject
{
    private IReadOnlyList<TensorSlot>? slots;
    private Attributes? attributes;

    public torch.nn.Module Module { get; } = module;

    /// <summary>The registered modules by name, in order.</summary>
    public List<(string Name, LiveModule Module)> Children { get; } = [];

    /// <summary>The module's own parameters and buffers by name.</summary>
    public List<(string Name, LiveTensor Tensor)> Own { get; } = [];

    public override string Class { get; } = module is NarrowedLayerNorm && !model.IsWritten ? nameof(TorchSharp.Modules.LayerNorm) : ClassOf(module);

    public override bool CanBeExchanged => ModuleExchange.CanReplace(model, Module, typeof(NarrowedLayerNorm));

    public override bool CanSet(string field) => NumberField.Find(Module, field) is not null;

    public override string Path { get; } = path;

    public override Attributes Attributes => attributes ??= LayerArguments.Of(Module);

    // Of no dimensions are counters alone, such as a normalisation's number of batches.
    public override IReadOnlyList<TensorSlot> Tensors => slots ??=
        [.. Own.Where(o => o.Tensor.Tensor.dim() > 0).Select(o => new TensorSlot(o.Name, [.. o.Tensor.Tensor.shape.Select(Size.Constant)], o.Tensor.IsBuffer, o.Tensor.Path) { IsIntegral = o.Tensor.Tensor.dtype is torch.ScalarType.Int64 or torch.ScalarType.Int32 })];

    public override IReadOnlyList<ModuleObject> Items => LayerTable.IsContainer(Class) ? [.. Children.Select(c => c.Module)] : [];

    public override Value Read(FieldProgram field)
    {
        if (Children.FirstOrDefault(c => c.Name == field.Name).Module is { } child)
        {
            return new Value.Module(child);
        }

        var read = Module is NarrowedLayerNorm norm ? norm.Read(field.Name) : model.ReadField(Module, field.Name);
        return field.Kind is FieldKind.Module or FieldKind.Tensor && (read is null || ReferenceEquals(read, Pruning.Unreadable))
            ? new Value.Null()
            : LiveValue.Of(read, model, PathOf(LiveValue.Plain(field.Name))) ?? new Value.Symbol(PathOf(LiveValue.Plain(field.Name))) { IsState = true };
    }

    public override Value? ReadStatic(string @class, string field) =>
        LiveValue.Of(model.ReadField(null, $"{@class}:{field}"), model, $"{TypeIds.Short(@class)}.{LiveValue.Plain(field)}");

    // Factories of TorchSharp make some classes generic that users know by the plain name.
    private static string ClassOf(torch.nn.Module module)
    {
        var type = module.GetType();
        type = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return type.Assembly == typeof(torch.nn.Module).Assembly ? type.Name.Split('`')[0] : UserClass(type);
    }

    /// <summary>The id of a user's class.</summary>
    public static string UserClass(System.Type type)
    {
        type = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return TypeIds.OfUser(type.FullName ?? type.Name);
    }
}
