namespace PrunableModels.Build.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_written_once_and_its_folder_made()
    {
        var path = folder.Combine("new/file");

        Assert.True(AtomicFile.Write(path, [1, 2]));
        Assert.False(AtomicFile.Write(path, [1, 2]));
        Assert.True(AtomicFile.Write(path, [1, 3]));

        Assert.Equal([1, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Combine("new")));
    }

    [Fact]
    public void A_link_is_replaced_and_what_it_pointed_to_stays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var target = folder.Write("target", [1]);
        var link = folder.Combine("link");
        File.CreateSymbolicLink(link, target);

        Assert.True(AtomicFile.Write(link, [2]));

        Assert.Null(new FileInfo(link).LinkTarget);
        Assert.Equal([1], File.ReadAllBytes(target));
        Assert.Equal([2], File.ReadAllBytes(link));
    }
}
