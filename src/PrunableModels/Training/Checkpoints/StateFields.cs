using System;
using System.Globalization;
using System.IO;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// What a part of the training's state consists of. It is declared once: saving reads the values; loading checks those of the file first
/// and sets them when all have been found right. What checks a value returns what sets it; a <see cref="FormatException"/> says that the
/// value is wrong, and how.
/// </summary>
internal abstract class StateFields
{
    /// <summary>What stands before the names.</summary>
    protected string Prefix { get; private set; } = "";

    /// <summary>Declares fields whose names begin with <paramref name="name"/> and a slash.</summary>
    public void Within(string name, Action<StateFields> declare)
    {
        var outer = Prefix;
        Prefix = $"{outer}{name}/";
        declare(this);
        Prefix = outer;
    }

    /// <summary>A text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value to save.</param>
    /// <param name="check">Checks the value from a file.</param>
    public abstract void Text(string name, string value, Func<string, Action> check);

    /// <summary>A tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The tensor to save; null if there is none.</param>
    /// <param name="like">A tensor of the shape and dtype that the one from a file has to have, on the device where it has to be.</param>
    /// <param name="isOptional">Whether the file may have none.</param>
    /// <param name="check">Checks the tensor from a file, which belongs to the dispose scope of the loading unless it is detached.</param>
    public abstract void Tensor(string name, torch.Tensor? value, torch.Tensor like, bool isOptional, Func<torch.Tensor?, Action> check);

    /// <summary>A tensor of bytes, as many as the file has.</summary>
    protected abstract void Row(string name, torch.Tensor value, Func<torch.Tensor, Action> check);

    /// <summary>A value that has to be the same here as in the file.</summary>
    public void Fixed(string name, string value) =>
        Text(name, value, saved => saved == value ? () => { } : throw new FormatException(Difference(saved, value)));

    /// <summary>A whole number, at least 0.</summary>
    public void Number(string name, long value, Action<long> set) => Text(
        name,
        value.ToString(CultureInfo.InvariantCulture),
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var saved)
            ? () => set(saved)
            : throw new FormatException($"'{text}' is not a whole number"));

    /// <summary>A number, bit for bit.</summary>
    public void Number(string name, double value, Action<double> set) => Text(
        name,
        value.ToString("R", CultureInfo.InvariantCulture),
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var saved)
            ? () => set(saved)
            : throw new FormatException($"'{text}' is not a number"));

    /// <summary>A tensor that is always there and keeps its place.</summary>
    public void Tensor(string name, torch.Tensor tensor) => Tensor(name, tensor, tensor, isOptional: false, saved => () => tensor.copy_(saved!));

    /// <summary>A tensor that may not have come into being yet.</summary>
    public void Optional(string name, torch.Tensor? value, torch.Tensor like, Action<torch.Tensor?> set) =>
        Tensor(name, value, like, isOptional: true, saved => () => set(saved?.DetachFromDisposeScope()));

    /// <summary>Bytes, as many as there are now, each at most <paramref name="maximum"/>.</summary>
    public void Bytes(string name, byte[] value, byte maximum, Action<byte[]> set)
    {
        var tensor = torch.tensor(value, dtype: torch.uint8);
        Tensor(name, tensor, tensor, isOptional: false, saved =>
        {
            var bytes = saved!.data<byte>().ToArray();
            return bytes.All(b => b <= maximum) ? () => set(bytes) : throw new FormatException($"a value is above {maximum}");
        });
    }

    /// <summary>
    /// What a part writes and reads by itself. A part without memory writes nothing. Reading is tried on the part itself and undone: of
    /// all values these alone cannot be checked by anyone else.
    /// </summary>
    public void Written(string name, Action<BinaryWriter> write, Action<BinaryReader> read)
    {
        var now = StateBytes.Of(write);
        var tensor = torch.tensor(now, dtype: torch.uint8);
        Row(name, tensor, saved =>
        {
            var bytes = saved.data<byte>().ToArray();
            StateBytes.Try(bytes, now, read);
            return () => StateBytes.Read(bytes, read);
        });
    }

    /// <summary>The first line in which two texts differ.</summary>
    private static string Difference(string saved, string here)
    {
        var (left, right) = (saved.Split('\n'), here.Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"the file says {Line(left)}, here it is {Line(right)}";

        string Line(string[] lines) => line < lines.Length ? $"'{lines[line]}'" : "no more";
    }
}
