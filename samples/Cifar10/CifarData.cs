namespace Cifar10;

/// <summary>CIFAR-10's binary batches: records of one byte for the class and 3072 for the image.</summary>
internal static class CifarData
{
    private const int RecordBytes = 1 + ImageSet.ImageBytes;

    public static ImageSet ReadTraining(string folder, int limit)
    {
        CheckFolder(folder);
        var files = Directory.GetFiles(folder, "data_batch_*.bin").Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0
            ? Read(files, limit)
            : throw new UsageException($"{folder} has no data_batch_*.bin: it is not a folder of CIFAR-10's binary batches.");
    }

    public static ImageSet ReadTest(string folder)
    {
        CheckFolder(folder);
        var file = Path.Combine(folder, "test_batch.bin");
        return File.Exists(file) ? Read([file], int.MaxValue) : throw new UsageException($"{file} does not exist.");
    }

    private static void CheckFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"{folder} is not a folder.");
        }
    }

    private static ImageSet Read(string[] files, int limit)
    {
        var counts = files.Select(Records).ToArray();
        var total = (int)Math.Min(limit, counts.Sum());
        var pixels = new byte[total * ImageSet.ImageBytes];
        var labels = new long[total];
        var next = 0;
        foreach (var (file, count) in files.Zip(counts))
        {
            var take = (int)Math.Min(count, total - next);
            ReadRecords(file, pixels.AsSpan(next * ImageSet.ImageBytes), labels.AsSpan(next, take));
            next += take;
        }

        return ImageSet.From(pixels, labels);
    }

    private static long Records(string file)
    {
        var length = new FileInfo(file).Length;
        return length > 0 && length % RecordBytes == 0
            ? length / RecordBytes
            : throw new UsageException($"{file} is truncated: {length} bytes are not a whole number of records of {RecordBytes} bytes.");
    }

    private static void ReadRecords(string file, Span<byte> pixels, Span<long> labels)
    {
        using var stream = Open(file);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = stream.ReadByte();
            stream.ReadExactly(pixels.Slice(i * ImageSet.ImageBytes, ImageSet.ImageBytes));
            if (labels[i] is < 0 or >= ImageSet.Classes)
            {
                throw new UsageException($"{file} is damaged: record {i} has class {labels[i]}, the classes are 0 to {ImageSet.Classes - 1}.");
            }
        }
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {e.Message}");
        }
    }
}
