using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A value while a program is executed: known, a symbol, or opaque.</summary>
public abstract class Value
{
    private Value()
    {
    }

    /// <summary>The field that it is the number of, where it was read from one and nothing was computed with it.</summary>
    public FieldSource? Source { get; private init; }

    /// <summary>By what the number changes when axes become smaller, because it was computed from their sizes.</summary>
    public Scale Changes { get; private init; } = Scale.None;

    /// <summary>A number that is known or, by the text that computes it, not known, and by what it changes.</summary>
    internal static Value Real(double? number, string text, Scale changes) => number is { } known
        ? new Number(known.ToString("R", System.Globalization.CultureInfo.InvariantCulture)) { Changes = changes }
        : new Symbol(text) { Changes = changes };

    /// <summary>The same value, read from a field.</summary>
    internal Value From(FieldSource source) => this switch
    {
        Number n => new Number(n.Literal) { Source = source },
        Symbol s => new Symbol(s.Key) { ShapeOf = s.ShapeOf, Told = s.Told, Type = s.Type, IsState = s.IsState, Source = source },
        _ => this,
    };

    /// <summary>The number that it is, or null where it is none that is known.</summary>
    public double? AsLiteral() => this switch
    {
        Integer i when i.Size.IsConstant(out var n) => n,
        Number n when double.TryParse(n.Literal, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var d) => d,
        _ => null,
    };

    /// <summary><c>null</c>.</summary>
    public sealed class Null : Value
    {
        /// <inheritdoc/>
        public override string ToString() => "null";
    }

    /// <summary>A truth value.</summary>
    public sealed class Flag(bool value) : Value
    {
        /// <summary>The value.</summary>
        public bool Value { get; } = value;

        /// <inheritdoc/>
        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>An integer; where it is the size of a tensor's axis, it remembers which.</summary>
    public sealed class Integer(Size size, AxisType? axis = null) : Value
    {
        /// <summary>The integer.</summary>
        public Size Size { get; } = size;

        /// <summary>The member of the live model that it was read from, or null.</summary>
        public string? Member { get; init; }

        /// <summary>The axis whose extent it is, or null.</summary>
        public AxisType? Axis { get; } = axis;

        /// <inheritdoc/>
        public override string ToString() => Size.ToString();
    }

    /// <summary>A number that is no integer, as its text.</summary>
    public sealed class Number(string literal) : Value
    {
        /// <summary>The number in invariant round-trip form.</summary>
        public string Literal { get; } = literal;

        /// <inheritdoc/>
        public override string ToString() => Literal;
    }

    /// <summary>A string or the name of an enumeration's member.</summary>
    public sealed class Text(string value) : Value
    {
        /// <summary>The string.</summary>
        public string Value { get; } = value;

        /// <inheritdoc/>
        public override string ToString() => $"\"{Value}\"";
    }

    /// <summary>A tensor: a variable, because in-place operations change what it holds.</summary>
    public sealed class Tensor(GraphValue held) : Value
    {
        /// <summary>What it holds now.</summary>
        public GraphValue Held { get; set; } = held;

        /// <summary>Whether it is a parameter that a constructor made.</summary>
        internal bool IsParameter { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"tensor {Held.Type}";
    }

    /// <summary>A parameter of a layer while the model is being constructed, when it has no path yet.</summary>
    public sealed class Weight(ModuleObject owner, string name) : Value
    {
        /// <summary>The layer.</summary>
        public ModuleObject Owner { get; } = owner;

        /// <summary>The parameter's name in it.</summary>
        public string Name { get; } = name;

        /// <inheritdoc/>
        public override string ToString() => $"{TypeIds.Short(Owner.Class)}.{Name}";
    }

    /// <summary>A module.</summary>
    public sealed class Module(ModuleObject instance) : Value
    {
        /// <summary>The instance.</summary>
        public ModuleObject Instance { get; } = instance;

        /// <inheritdoc/>
        public override string ToString() => TypeIds.Short(Instance.Class);
    }

    /// <summary>A list, array or tuple.</summary>
    public sealed class Sequence(IEnumerable<Value> items, bool isTuple = false) : Value
    {
        /// <summary>The elements.</summary>
        public List<Value> Items { get; } = items.ToList();

        /// <summary>Whether it is a tuple.</summary>
        public bool IsTuple { get; } = isTuple;

        /// <inheritdoc/>
        public override string ToString() => $"({string.Join(", ", Items)})";
    }

    /// <summary>An object that is no module, such as a configuration.</summary>
    public sealed class Object(DataObject instance) : Value
    {
        /// <summary>The object.</summary>
        public DataObject Instance { get; } = instance;

        /// <inheritdoc/>
        public override string ToString() => Instance.Name;
    }

    /// <summary>A dictionary, in the order in which its keys were added.</summary>
    public sealed class Table(IEnumerable<KeyValuePair<Value, Value>> entries) : Value
    {
        /// <summary>The entries.</summary>
        public List<KeyValuePair<Value, Value>> Entries { get; } = entries.ToList();

        /// <inheritdoc/>
        public override string ToString() => $"{{{string.Join(", ", Entries.Select(e => $"{e.Key}: {e.Value}"))}}}";
    }

    /// <summary>A function with what it sees of its surroundings.</summary>
    public sealed class Function : Value
    {
        internal Function(Expression.Lambda lambda, object surroundings)
        {
            Lambda = lambda;
            Surroundings = surroundings;
        }

        /// <summary>The function.</summary>
        public Expression.Lambda Lambda { get; }

        internal object Surroundings { get; }

        /// <inheritdoc/>
        public override string ToString() => Lambda.ToText();
    }

    /// <summary>Something that is not known before the program runs, by the expression that gives it.</summary>
    public sealed class Symbol(string key) : Value
    {
        /// <summary>The expression, such as <c>config.Width</c>: the same key, the same value.</summary>
        public string Key { get; } = key;

        /// <summary>Whether it is what one member of the live model holds, which stays the same while the model runs.</summary>
        public bool IsState { get; init; }

        /// <summary>Its type where that is known, spelled as in programs.</summary>
        public string? Type { get; init; }

        /// <summary>The function that makes it, where that is one that is not known.</summary>
        public string? MadeBy { get; init; }

        /// <summary>The tensor whose shape it is, where it is the shape of a tensor of unknown rank.</summary>
        public GraphValue? ShapeOf { get; init; }

        /// <summary>The tensor and its member, where it is a device or a type of numbers that a tensor tells.</summary>
        public TensorMember? Told { get; init; }

        /// <inheritdoc/>
        public override string ToString() => Key;
    }

    /// <summary>Something that the program could not express.</summary>
    public sealed class Opaque(string reason) : Value
    {
        /// <summary>The tensor that it is, of which no more is known than its shape, where it is one.</summary>
        public TensorSlot? Slot { get; init; }

        /// <summary>Why.</summary>
        public string Reason { get; } = reason;

        /// <inheritdoc/>
        public override string ToString() => $"opaque ({Reason})";
    }

    /// <summary>The tensors in the value, also those inside lists, tuples, dictionaries and objects.</summary>
    public IEnumerable<Tensor> Tensors() => this is Object ? TensorsIn([]) : TensorsIn(null);

    /// <summary>Whether there are any.</summary>
    internal bool HoldsTensors => this switch
    {
        Tensor => true,
        Sequence s => s.Items.Exists(i => i.HoldsTensors),
        Table or Object => Tensors().Any(),
        _ => false,
    };

    // Objects may hold one another.
    private IEnumerable<Tensor> TensorsIn(HashSet<DataObject>? seen) => this switch
    {
        Tensor t => [t],
        Sequence s => s.Items.SelectMany(i => i.TensorsIn(seen)),
        Table t => t.Entries.SelectMany(e => e.Value.TensorsIn(seen)),
        Object { Instance: ConstructedObject made } when (seen ??= []).Add(made) => made.Held.ToList().SelectMany(v => v.TensorsIn(seen)),
        _ => [],
    };
}
