using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>A live module as inference sees it.</summary>
internal sealed class LiveModule(LiveModel model, torch.nn.Module module, string path, bool isRegistered = true) : ModuleObject
{
    private IReadOnlyList<TensorSlot>? slots;
    private Attributes? attributes;

    public torch.nn.Module Module { get; } = module;

    /// <summary>The registered modules by name, in order.</summary>
    public List<(string Name, LiveModule Module)> Registered { get; } = [];

    /// <summary>The module's own parameters and buffers by name.</summary>
    public List<(string Name, LiveTensor Tensor)> Own { get; } = [];

    public override string Class { get; } =
        module is NarrowedLayerNorm && !model.IsWritten ? nameof(TorchSharp.Modules.LayerNorm)
        : model.IsWritten && IdentityNorm.Is(module) ? nameof(TorchSharp.Modules.Identity)
        : LiveTypes.ClassOf(module);

    public override bool CanBeExchanged => new ModuleExchange(model).CanReplace(Module, typeof(NarrowedLayerNorm));

    public override string? WhyNoGate => model.IsWritten ? null : GatedModules.WhyNot(model, Module);

    public override bool CanSet(string field) => NumberField.Find(Module, field) is { IsWhole: false };

    // Where the model is written out, what its fields hold is written as numbers.
    public override bool CanResize(string field) => !model.IsWritten && NumberField.Find(Module, field) is { IsWhole: true };

    public override string? Container { get; } = LiveTypes.ContainerOf(module);

    public override string Path { get; } = path;

    public override Attributes Attributes => attributes ??= LayerArguments.Of(Module);

    // Of no dimensions are counters alone, such as a normalisation's number of batches.
    public override IReadOnlyList<TensorSlot> Tensors => slots ??=
        [.. Own.Where(o => LayerTable.Find(Class) is null || o.Tensor.Tensor.dim() > 0).Select(o => new TensorSlot(o.Name, o.Tensor.Extents, o.Tensor.IsBuffer, o.Tensor.Path) { IsIntegral = o.Tensor.IsIntegral })];

    public override bool IsRegistered => isRegistered;

    // A list holds what was added to it, also after it was registered.
    public override IReadOnlyList<ModuleObject> Items => Module switch
    {
        IEnumerable list when Container == "ModuleList" => [.. list.Cast<torch.nn.Module>().Select(model.View)],
        _ when Container is not null => [.. Registered.Select(c => c.Module)],
        _ => [],
    };

    public override IReadOnlyList<string> ItemNames => [.. Registered.Select(c => c.Name)];

    public override bool? Is(string type) => LiveTypes.Is(Module, type);

    public override IReadOnlyList<(string Name, ModuleObject Module)> Children(IEnumerable<FieldProgram> declared) => [.. Registered.Select(c => (c.Name, (ModuleObject)c.Module))];

    public override Value Read(FieldProgram field)
    {
        var read = Module is NarrowedLayerNorm norm ? norm.Read(field.Name) : model.ReadField(Module, field.Name);
        var isUnreadable = ReferenceEquals(read, Pruning.Unreadable);
        var held = isUnreadable ? HeldField.Read(Module, field.Name) : read;
        if (held is null && Registered.FirstOrDefault(c => c.Name == field.Name).Module is { } child)
        {
            return new Value.Module(child);
        }

        // A tensor that has no field of its name is the one that is registered under it.
        held ??= field.Kind == FieldKind.Tensor ? Own.FirstOrDefault(o => o.Name == field.Name).Tensor?.Tensor : null;
        return held is null && (isUnreadable || field.Kind is FieldKind.Module or FieldKind.Tensor)
            ? field.Kind is FieldKind.Module or FieldKind.Tensor ? new Value.Null() : Unknown(field)
            : LiveValue.Of(held, model, PathOf(LiveValue.Plain(field.Name))) ?? Unknown(field);
    }

    private Value.Symbol Unknown(FieldProgram field) => new(PathOf(LiveValue.Plain(field.Name))) { IsState = true };

    public override Value? ReadStatic(string @class, string field) =>
        LiveValue.Of(model.ReadField(null, $"{@class}:{field}"), model, $"{TypeIds.Short(@class)}.{LiveValue.Plain(field)}");
}
