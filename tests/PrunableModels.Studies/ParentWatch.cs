namespace PrunableModels.Studies;

/// <summary>Ends this process when the one that started it is gone and nobody would hear of the result.</summary>
internal static class ParentWatch
{
    private const int NobodyListens = 3;

    /// <summary>Starts watching: the parent holds the other end of the standard input and writes nothing to it.</summary>
    public static void Start() => new Thread(() =>
    {
        while (Console.In.Read() >= 0)
        {
        }

        Environment.Exit(NobodyListens);
    }) { IsBackground = true }.Start();
}
