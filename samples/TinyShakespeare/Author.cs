using System.Text;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TinyShakespeare;

/// <summary>Lets a model write on, a character at a time.</summary>
/// <param name="text">The text whose characters it writes.</param>
/// <param name="length">How many characters back the model sees.</param>
public sealed class Author(Text text, int length)
{
    private const double Temperature = 0.8;

    /// <summary>Writes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">How many characters.</param>
    /// <param name="seed">By which they are drawn.</param>
    public string Write(CharGpt model, int count, int seed)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator((ulong)seed);
        model.eval();
        var seen = text.Encode("\n").view(1, 1);
        var written = new StringBuilder();
        while (written.Length < count)
        {
            using var inner = NewDisposeScope();
            var scores = model.call(seen.narrow(1, Math.Max(0, seen.shape[1] - length), Math.Min(seen.shape[1], length)))[0, -1];
            var next = functional.softmax(scores / Temperature, 0).multinomial(1, generator: generator);
            written.Append(text.Decode(next.item<long>()));
            seen = inner.MoveToOuter(cat([seen, next.view(1, 1)], 1));
        }

        return written.ToString();
    }
}
