namespace PrunableModels.Corruptions;

/// <summary>What may happen to the bytes of a file.</summary>
internal static class Corruption
{
    private const string OfJson = "0123456789{}[]\",:-e ";

    /// <summary>A copy in which something is other: a bit, a byte, a sign of the syntax, the end, a piece from the middle, a few bytes.</summary>
    public static byte[] Of(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        var at = random.Next(bytes.Length);
        switch (random.Next(6))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); return bytes;
            case 1: bytes[at] = (byte)random.Next(256); return bytes;
            case 2: bytes[at] = (byte)OfJson[random.Next(OfJson.Length)]; return bytes;
            case 3: return bytes[..at];
            case 4: return [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
            default: random.NextBytes(bytes.AsSpan(at, Math.Min(random.Next(1, 9), bytes.Length - at))); return bytes;
        }
    }
}
