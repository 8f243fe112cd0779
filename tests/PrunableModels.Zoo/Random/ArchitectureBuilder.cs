using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <summary>Makes an architecture operator by operator. Every line is run once on the way, which tells the shape of its result.</summary>
internal sealed partial class ArchitectureBuilder
{
    private const int MostElements = 4000;
    private const int LongestAxis = 64;

    private readonly Dictionary<string, object> made = [];
    private readonly List<Member> members = [];
    private readonly List<Step> steps = [];
    private readonly ArchitectureInput input;
    private string current = "";
    private int first;

    private ArchitectureBuilder(ArchitectureInput input) => this.input = input;

    /// <summary>The choices of the operator that is being drawn.</summary>
    public Draw Draw { get; private set; } = new([]);

    /// <summary>How many tokens the input has.</summary>
    public long Vocabulary => input.Vocabulary;

    /// <summary>The number of the last value; 0 is the input.</summary>
    public int Last => steps.Count;

    public static Architecture Build(Choices choices)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var draw = new Draw(choices.Input);
        var start = draw.Of(RandomInput.All);
        var builder = new ArchitectureBuilder(start.Input) { Draw = draw };
        builder.Try(start.Name, 0, start.Begin);
        builder.first = builder.steps.FindIndex(s => s.Member is not null) + 1;
        foreach (var numbers in choices.Operators)
        {
            builder.Draw = new(numbers);
            builder.Next();
        }

        builder.Try("head", builder.Last, (b, x) => b.Head(x));
        builder.made.Values.OfType<IDisposable>().ToList().ForEach(m => m.Dispose());
        return Reachable.Of(new(builder.input, builder.members, builder.steps, choices));
    }

    /// <summary>
    /// Whether the model says how many axes its values have. Where it does not, the last axis of a layer's result is taken for the
    /// channels if it is as long.
    /// </summary>
    public bool IsRanked => first > 1 || members[0].Type.StartsWith("Conv", StringComparison.Ordinal);

    /// <summary>The shape of a value.</summary>
    public TensorShape Shape(int value) => value == 0 ? input.Shape : steps[value - 1].Shape;

    /// <summary>An earlier value of another operator's choice, the later the likelier; the value itself where no other fits.</summary>
    public int Another(int value, Func<TensorShape, bool> fits)
    {
        var fitting = Enumerable.Range(first, Last - first + 1).Where(i => i != value && fits(Shape(i))).Reverse().Take(4).ToList();
        return fitting.Count == 0 ? value : Draw.Of(fitting);
    }

    /// <summary>Gives up the operator that is being drawn.</summary>
    public static void Require(bool condition)
    {
        if (!condition)
        {
            throw new DoesNotFitException();
        }
    }

    /// <summary>Adds a line and returns the number of its result.</summary>
    public int Add(Func<object?, Tensor[], Tensor> run, string source, string program, string? member, params int[] operands)
    {
        var inputs = operands.Select(o => IsTokens(o) ? zeros(Shape(o).Extents, ScalarType.Int64) : ones(Shape(o).Extents)).ToArray();
        var shape = new TensorShape(run(member is null ? null : made[member], inputs).shape);
        Require(shape.Count is > 0 and <= MostElements && shape.Extents.All(e => e <= LongestAxis));
        steps.Add(new(current, operands, member, source, program, run, shape));
        return Last;
    }

    /// <summary>Adds a member and returns its name.</summary>
    public string AddMember(string type, string initialiser, Func<object> make)
    {
        var name = $"f{members.Count + 1}";
        var member = new Member(name, type, initialiser, make);
        members.Add(member);
        made[name] = member.Make();
        return name;
    }

    /// <summary>The members that some step of the given shape of operand uses.</summary>
    public IEnumerable<Step> StepsWithLayers(TensorShape operand) =>
        steps.Where(s => s.Member is not null && s.Operands is [var taken] && taken >= first && s.Source.Contains(".call(", StringComparison.Ordinal) && Shape(taken).Equals(operand));

    // Nothing but the embedding takes them.
    private bool IsTokens(int value) => input.Vocabulary > 0 && (first == 0 ? steps.Take(value).All(s => s.Member is null) : value < first);

    private void Next()
    {
        var x = Math.Max(first, Last - Draw.Of(0, 0, 0, 0, 1, 2, 3));
        var chosen = Choose(Shape(x));
        Try(chosen.Name, x, chosen.Apply);
    }

    // What fits of some that are drawn from all: the same numbers go on to mean the same when others are left out.
    private RandomOperator Choose(TensorShape shape)
    {
        var drawn = Enumerable.Range(0, 4).Select(_ => Draw.Of(RandomOperators.All)).ToList();
        return drawn.Find(o => o.Fits(shape)) ?? RandomOperators.All.First(o => o.Fits(shape));
    }

    // What does not fit after all leaves nothing behind.
    private void Try(string name, int x, Action<ArchitectureBuilder, int> apply)
    {
        var (stepCount, memberCount) = (steps.Count, members.Count);
        current = name;
        try
        {
            apply(this, x);
        }
        catch (DoesNotFitException)
        {
            steps.RemoveRange(stepCount, steps.Count - stepCount);
            members.RemoveRange(memberCount, members.Count - memberCount);
        }
    }

    private sealed class DoesNotFitException : Exception;
}
