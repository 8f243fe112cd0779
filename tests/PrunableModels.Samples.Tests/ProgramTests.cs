using System.Reflection;
using PrunableModels.Tests;
using Xunit;

namespace PrunableModels.Samples.Tests;

/// <summary>Samples whose parts other tests try, run as whole programs, in short.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("Cifar10", "--depth 8 --width 4 --epochs 2 --train-limit 320 --batch 16", "CifarResNetCompact.cs cifar-resnet.safetensors")]
    [InlineData("OperatorErasing", "--epochs 2 --images 320", "SmallerUnets.cs after.dot before.dot smaller-unets.safetensors")]
    public void It_runs_and_writes_what_its_page_says(string program, string arguments, string written)
    {
        using var folder = new TemporaryFolder();
        var directory = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(folder.Path);
        try
        {
            var main = Assembly.Load(program).EntryPoint!;
            Assert.Equal(0, main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments.Split(' ')], null));
        }
        finally
        {
            Directory.SetCurrentDirectory(directory);
        }

        Assert.Equal(written.Split(' '), Directory.GetFiles(folder.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
