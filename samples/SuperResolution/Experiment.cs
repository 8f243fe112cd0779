using PrunableModels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SuperResolution;

/// <summary>A CARN trained dense, the same CARN trained and pruned in one run, and what is left of that, against an interpolation.</summary>
/// <param name="settings">How.</param>
public sealed class Experiment(Settings settings)
{
    private const double LearningRate = 3e-3;
    private const double WarmUp = 0.15;
    private const int Shown = 4;

    /// <summary>Trains, prunes and measures.</summary>
    /// <param name="folder">Where the class, its weights and pictures are written; null for nowhere.</param>
    /// <param name="told">Hears how it goes.</param>
    public Result Run(string? folder, Action<string>? told = null)
    {
        using var pictures = Pictures.Load(settings.Data, settings.Seed, settings.Patch * Carn.Scale);
        using var dense = MakeModel();
        using (var adam = optim.Adam(dense.parameters(), LearningRate))
        {
            Train(dense, adam, pictures, line => told?.Invoke($"dense   {line}"));
        }

        // The whole of pruning: another optimizer for the same loop, and one call when it is done.
        using var model = MakeModel();
        using var hesso = model.Hesso(Options);
        Train(model, hesso, pictures, line => told?.Invoke($"pruned  {line}, {hesso.PrunedCount} structures at zero"));
        List<Row> rows = [new("bicubic", Enlarging.Psnr(pictures.HeldOut, Enlarging.Bicubic), 0, 0), Row("dense", dense), Row("zeroed", model)];
        using var example = rand(2, 3, settings.Patch, settings.Patch);
        var compact = model.Compact(new() { ExampleInput = example });
        rows.Add(Row("compact", model));
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            compact.WriteClass(Path.Combine(folder, "CompactCarn.cs"));
            compact.Save(Path.Combine(folder, "compact-carn.safetensors"));
            WritePictures(folder, pictures.HeldOut, dense, model);
        }

        return new(pictures.Name, rows, compact.Widths, compact.LargestDifference);

        Row Row(string name, Carn network) => new(
            name,
            Enlarging.Psnr(pictures.HeldOut, small => Enlarging.By(network, small)),
            network.Pruning.CountParameters(),
            network.Pruning.CountMacs(Example) / (settings.Patch * settings.Patch));
    }

    private long[] Example => [1, 3, settings.Patch, settings.Patch];

    /// <summary>No group loses more than three quarters.</summary>
    private HessoOptions Options => new()
    {
        Variant = BaseUpdate.Adam(LearningRate),
        Target = PruningTarget.Macs(settings.Left, Example),
        TotalSteps = settings.Steps,
        StartStep = settings.Steps * 2 / 10,
        PruningSteps = settings.Steps * 3 / 10,
        Rules = [new SparsityCap("*", 0.75)],
    };

    /// <summary>Both networks start from the same weights.</summary>
    private Carn MakeModel()
    {
        manual_seed(settings.Seed);
        return new Carn(settings.Width, settings.Cascades);
    }

    /// <summary>Both see the same patches in the same order. The squared error is what the signal-to-noise ratio is made of.</summary>
    private void Train(Carn model, optim.Optimizer optimizer, Pictures pictures, Action<string> told)
    {
        var random = new Random(settings.Seed);
        var schedule = optim.lr_scheduler.LambdaLR(optimizer, step => Factor((double)step / settings.Steps));
        for (var step = 1; step <= settings.Steps; step++)
        {
            using var scope = NewDisposeScope();
            var (small, large) = pictures.Draw(settings.Batch, settings.Patch, random);
            optimizer.zero_grad();
            var loss = functional.mse_loss(Enlarging.By(model, small), large);
            loss.backward();
            optimizer.step();
            schedule.step();
            if (step % Math.Max(1, settings.Steps / 10) == 0)
            {
                told($"step {step}/{settings.Steps}  loss {1000 * loss.item<float>():F3}e-3");
            }
        }
    }

    /// <summary>The learning rate rises, and then falls on a cosine to zero.</summary>
    private static double Factor(double done) =>
        done < WarmUp ? Math.Max(done, 0.01 * WarmUp) / WarmUp : 0.5 * (1 + Math.Cos(Math.PI * (done - WarmUp) / (1 - WarmUp)));

    /// <summary>Side by side: the interpolation, the dense network, the compact one, and the picture as it was.</summary>
    private static void WritePictures(string folder, IReadOnlyList<Tensor> pictures, Carn dense, Carn compact)
    {
        using var noGrad = no_grad();
        for (var i = 0; i < Math.Min(Shown, pictures.Count); i++)
        {
            using var scope = NewDisposeScope();
            var small = Enlarging.Shrink(pictures[i].unsqueeze(0));
            Picture.Write(Path.Combine(folder, $"picture-{i + 1}.png"), Enlarging.Bicubic(small)[0], Enlarging.By(dense, small)[0], Enlarging.By(compact, small)[0], pictures[i]);
        }
    }
}
