namespace PrunableModels.Core.Tests;

/// <summary>A live model that has tensors of its own and nothing else.</summary>
internal sealed class ModuleFake(string id, params TensorSlot[] tensors) : ModuleObject
{
    public override string Class => id;

    public override string Path => "";

    public override Attributes Attributes => Attributes.None;

    public override IReadOnlyList<TensorSlot> Tensors => tensors;

    public override IReadOnlyList<ModuleObject> Items => [];

    public override IReadOnlyList<string> ItemNames => [];

    public override IReadOnlyList<(string Name, ModuleObject Module)> Children(IEnumerable<FieldProgram> declared) => [];

    public override bool IsRegistered => true;

    public override bool CanBeExchanged => false;

    public override bool CanSet(string field) => false;

    public override bool CanResize(string field) => false;

    public override Value Read(FieldProgram field) => new Value.Null();
}
