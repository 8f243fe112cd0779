using PrunableModels.Standalone;
using PrunableModels.Tests;
using SuperResolution;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Samples.Tests;

/// <summary>The sample of super-resolution, in short.</summary>
public sealed class SuperResolutionTests
{
    private static readonly Settings Short = new() { Steps = 40, Width = 8, Cascades = 2, Patch = 12, Batch = 8 };

    [Fact]
    public void Drawn_pictures_are_enlarged_no_worse_by_the_compact_network_than_by_the_zeroed_one()
    {
        using var folder = new TemporaryFolder();
        var result = new Experiment(Short).Run(folder.Path);
        var (bicubic, dense, zeroed, compact) = (result.Rows[0], result.Rows[1], result.Rows[2], result.Rows[3]);
        Assert.InRange(dense.Psnr, bicubic.Psnr - 0.5, 60);
        Assert.InRange(compact.Psnr, bicubic.Psnr - 0.5, 60);
        Assert.Equal(zeroed.Psnr, compact.Psnr, 1e-3);
        Assert.InRange(result.Difference, 0, 1e-4);
        Assert.InRange(compact.Macs, 1, Short.Left * dense.Macs);

        var source = File.ReadAllText(folder.File("CompactCarn.cs")).Replace("CompactCarn", StandaloneClass.Name, StringComparison.Ordinal);
        using var model = StandaloneClass.Create(source);
        SafetensorsFile.Load(model, folder.File("compact-carn.safetensors"));
        using var enlarged = StandaloneClass.Run(model, [zeros(1, 3, 12, 10)])[0];
        Assert.Equal([1, 3, 24, 20], enlarged.shape);
    }

    [Fact]
    public void Pictures_are_written_as_PNG_and_read_again_from_a_folder()
    {
        using var folder = new TemporaryFolder();
        var drawn = MadePictures.Draw(count: 3, seed: 1).ToList();
        for (var i = 0; i < drawn.Count; i++)
        {
            Picture.Write(folder.File($"{i}.png"), drawn[i]);
        }

        File.WriteAllText(folder.File("3.png"), "no picture");
        using var pictures = Pictures.Load(folder.Path, seed: 1, side: 24);
        Assert.Equal([1, 2], new[] { pictures.HeldOut.Count, pictures.Train.Count });
        Assert.True(drawn[0].allclose(pictures.HeldOut[0]));
        Assert.True(drawn[2].allclose(pictures.Train[1]));
    }

    [Fact]
    public void A_folder_without_pictures_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("neither", Assert.Throws<ArgumentException>(() => Pictures.Load(folder.Path, seed: 1, side: 24)).Message, StringComparison.Ordinal);
    }
}
