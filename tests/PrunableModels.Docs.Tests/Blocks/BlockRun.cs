using System.Reflection;
using System.Runtime.Loader;
using PrunableModels.Tests;
using TorchSharp;

namespace PrunableModels.Docs.Tests;

/// <summary>Runs a block, in a folder that is gone afterwards. Where it has declarations alone, each model in it that can be made without arguments is made and explained.</summary>
internal static class BlockRun
{
    private const long Seed = 1;

    /// <summary>What it wrote to the console.</summary>
    public static string Of(byte[] assembly)
    {
        using var folder = new TemporaryFolder();
        using var scope = torch.NewDisposeScope();
        using var written = new StringWriter();
        var (console, directory) = (Console.Out, Directory.GetCurrentDirectory());
        var context = new AssemblyLoadContext(nameof(BlockRun), isCollectible: true);
        try
        {
            Console.SetOut(written);
            Directory.SetCurrentDirectory(folder.Path);
            torch.manual_seed(Seed);
            Run(context.LoadFromStream(new MemoryStream(assembly)));
            return written.ToString();
        }
        finally
        {
            Directory.SetCurrentDirectory(directory);
            Console.SetOut(console);
            context.Unload();
        }
    }

    private static void Run(Assembly program)
    {
        if (program.EntryPoint is { } main)
        {
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [.. main.GetParameters().Select(_ => Array.Empty<string>())], null);
            return;
        }

        foreach (var type in program.GetExportedTypes().Where(t => t.Namespace is null && typeof(IPrunable).IsAssignableFrom(t)))
        {
            if (Array.Find(type.GetConstructors(), c => c.GetParameters().All(p => p.HasDefaultValue)) is { } constructor)
            {
                Console.Write(((IPrunable)constructor.Invoke([.. constructor.GetParameters().Select(p => p.DefaultValue)])).Pruning.Explain());
            }
        }
    }
}
