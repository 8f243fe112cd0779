using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Kinds of lines, each in C#, as a program and live.</content>
internal sealed partial class ArchitectureBuilder
{
    /// <summary>A function of one tensor: <c>functional.relu(x)</c>.</summary>
    public int Function(string name, Func<Tensor, Tensor> run, int x, string arguments = "")
    {
        var text = $"{name}({{0}}{Rest(arguments)})";
        return Add((_, v) => run(v[0]), text, text, null, x);
    }

    /// <summary>A function of two tensors: <c>torch.maximum(x, y)</c>.</summary>
    public int Function(string name, Func<Tensor, Tensor, Tensor> run, int x, int y, string arguments = "")
    {
        var text = $"{name}({{0}}, {{1}}{Rest(arguments)})";
        return Add((_, v) => run(v[0], v[1]), text, text, null, x, y);
    }

    /// <summary>A method of a tensor: <c>x.flatten(1)</c>.</summary>
    /// <param name="name">The method.</param>
    /// <param name="run">The method itself.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="arguments">The other arguments in C#, and by name.</param>
    /// <param name="program">The same in the program where that is written in another way.</param>
    /// <param name="suffix">What follows, such as an index.</param>
    public int Method(string name, Func<Tensor, Tensor> run, int x, string arguments = "", string? program = null, string suffix = "") =>
        Add((_, v) => run(v[0]), $"{{0}}.{name}({arguments}){suffix}", $"Tensor.{name}({{0}}{Rest(program ?? arguments)}){suffix}", null, x);

    /// <summary>A method of a tensor with another one.</summary>
    public int Method(string name, Func<Tensor, Tensor, Tensor> run, int x, int y) =>
        Add((_, v) => run(v[0], v[1]), $"{{0}}.{name}({{1}})", $"Tensor.{name}({{0}}, {{1}})", null, x, y);

    /// <summary>An expression that C# and programs write alike.</summary>
    public int Expression(string text, Func<Tensor, Tensor> run, int x) => Add((_, v) => run(v[0]), text, text, null, x);

    /// <summary>An expression of two tensors that C# and programs write alike.</summary>
    public int Expression(string text, Func<Tensor, Tensor, Tensor> run, int x, int y) => Add((_, v) => run(v[0], v[1]), text, text, null, x, y);

    /// <summary>A new layer, called.</summary>
    public int Layer(int x, string type, string initialiser, Func<nn.Module<Tensor, Tensor>> make) => Call(AddMember(type, initialiser, () => make()), x);

    /// <summary>A layer that is there already, called.</summary>
    public int Call(string member, int x) =>
        Add((m, v) => ((nn.Module<Tensor, Tensor>)m!).call(v[0]), $"{member}.call({{0}})", $"call this.{member}({{0}})", member, x);

    /// <summary>A new parameter, in arithmetic.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="shape">The parameter's shape.</param>
    /// <param name="text">The line, with <c>{p}</c> for the parameter.</param>
    /// <param name="run">The line itself.</param>
    public int Parameter(int x, long[] shape, string text, Func<Tensor, Tensor, Tensor> run)
    {
        var name = AddMember("Parameter", $"new(randn({string.Join(", ", shape)}))", () => nn.Parameter(randn(shape)));
        return Add((m, v) => run(v[0], (Tensor)m!), text.Replace("{p}", name, StringComparison.Ordinal), text.Replace("{p}", $"this.{name}", StringComparison.Ordinal), name, x);
    }

    /// <summary>What the model returns: a layer over the last axis, so that no axis of the output is by chance one of a group.</summary>
    public int Head(int x)
    {
        var shape = Shape(x);
        var flat = shape.Rank == 2 ? x : Method("flatten", t => t.flatten(1), x, "start_dim: 1");
        return Layer(flat, "Linear", $"Linear({Shape(flat)[1]}, 5)", () => nn.Linear(Shape(flat)[1], 5));
    }

    private static string Rest(string arguments) => arguments.Length == 0 ? "" : $", {arguments}";
}
