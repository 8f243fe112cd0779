using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>A small model written where it is tested: fields by name, the program's forward, and the real one.</summary>
internal sealed class InlineModel : TestModel
{
    private readonly Func<InlineModel, Tensor, Tensor> run;
    private readonly Dictionary<string, object> scalars = [];

    public InlineModel(string forward, Func<InlineModel, Tensor, Tensor> run, params (string Name, object Value)[] fields)
        : base(nameof(InlineModel), Program(forward, fields))
    {
        this.run = run;
        foreach (var (name, value) in fields)
        {
            switch (value)
            {
                case nn.Module module:
                    register_module(name, module);
                    break;
                case Parameter parameter:
                    register_parameter(name, parameter);
                    break;
                case Tensor buffer:
                    register_buffer(name, buffer);
                    break;
                default:
                    scalars[name] = value;
                    break;
            }
        }
    }

    public Tensor Call(string layer, Tensor x) => ((nn.Module<Tensor, Tensor>)named_children().First(c => c.name == layer).module).call(x);

    public Tensor this[string tensor] => get_parameter(tensor) ?? get_buffer(tensor)!;

    public override Tensor forward(Tensor x) => run(this, x);

    protected override object? ReadField(object? owner, string field) => scalars.GetValueOrDefault(field, Pruning.Unreadable);

    private static string Program(string forward, (string Name, object Value)[] fields)
    {
        var kinds = fields.Select(f => $"field {(f.Value is nn.Module ? "Module" : f.Value is Tensor ? "Tensor" : "Scalar")} \"{f.Name}\"");
        return $"class PrunableModels.Tests.InlineModel {{\n{string.Join("\n", kinds)}\nmethod forward(x) {{\n{forward}\n}}\n}}";
    }
}
