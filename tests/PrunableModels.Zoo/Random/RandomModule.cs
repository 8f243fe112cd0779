using TorchSharp.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <summary>A random architecture alive, with what the generator would add to its class.</summary>
public sealed class RandomModule : nn.Module<Tensor, Tensor>, IPrunable
{
    private readonly Architecture architecture;

    internal RandomModule(Architecture architecture)
        : base(nameof(RandomModule))
    {
        this.architecture = architecture;
        foreach (var member in architecture.Members)
        {
            var made = member.Make();
            if (made is nn.Module module)
            {
                register_module(member.Name, module);
            }
            else
            {
                register_parameter(member.Name, (Parameter)made);
            }
        }

        this.to(ScalarType.Float64);
        Pruning = new(this, architecture.Program(), (_, _) => Pruning.Unreadable);
    }

    /// <inheritdoc/>
    public Pruning Pruning { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var modules = named_children().ToDictionary(c => c.name, c => c.module);
        var values = new List<Tensor> { x };
        foreach (var step in architecture.Steps)
        {
            var member = step.Member is null ? null : modules.GetValueOrDefault(step.Member) ?? (object?)get_parameter(step.Member);
            values.Add(step.Run(member, [.. step.Operands.Select(o => values[o])]));
        }

        return values[^1].MoveToOuterDisposeScope();
    }
}
