using static TorchSharp.torch;

namespace LoraAdapters;

/// <summary>Made-up texts of words that are numbers. Each class has words of its own, and a text is mostly made of those of one class.</summary>
/// <param name="shift">By how many words the classes are shifted: another number, another language.</param>
public sealed class Sentences(long shift)
{
    /// <summary>How many words there are.</summary>
    public const long Vocabulary = 40;

    /// <summary>How many classes there are.</summary>
    public const long Classes = 4;

    private const long Length = 12;
    private const long WordsOfClass = Vocabulary / Classes;

    /// <summary>Some texts and their classes.</summary>
    public (Tensor Texts, Tensor Labels) Draw(int count)
    {
        var labels = randint(Classes, [count], ScalarType.Int64);
        var own = ((labels.unsqueeze(1) * WordsOfClass) + randint(WordsOfClass, [count, Length], ScalarType.Int64) + shift).remainder(Vocabulary);
        var any = randint(Vocabulary, [count, Length], ScalarType.Int64);
        return (where(rand(count, Length) < 0.6, own, any), labels);
    }
}
