namespace PrunableModels.Package.Tests;

/// <summary>
/// A program for .NET 8 and .NET 10 whose model is built from a block of another package. It refers to that package alone, with which
/// ours comes.
/// </summary>
public sealed class BlockUserProject : CleanProject
{
    // Of the net8.0 build there is no host, which would be another download; it runs on whatever runtime there is.
    private const string Frameworks = """
        <PropertyGroup>
          <TargetFramework></TargetFramework>
          <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
          <RollForward>Major</RollForward>
          <UseAppHost Condition="'$(TargetFramework)' == 'net8.0'">false</UseAppHost>
          <CreateHardLinksForPublishFilesIfPossible>true</CreateHardLinksForPublishFilesIfPossible>
          <PrunableModelsFixNativeLibrary>true</PrunableModelsFixNativeLibrary>
        </PropertyGroup>
        <PropertyGroup Condition="'$(TargetFramework)' == 'net10.0' and '$(Trimmed)' == 'true'">
          <PublishTrimmed>true</PublishTrimmed>
          <SelfContained>true</SelfContained>
          <TrimmerSingleWarn>false</TrimmerSingleWarn>
        </PropertyGroup>
        """;

    private const string Source = """
        using Example.Blocks;
        using PrunableModels;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        random.manual_seed(1);
        set_num_threads(1);
        var model = new Reader(6);
        Console.Write(model.Pruning.Explain());

        var optimizer = model.OneShot(new()
        {
            Variant = BaseUpdate.AdamW(0.01), TargetGroupSparsity = 0.5, TotalSteps = 4, Rules = [new OwnSparsity("memory", 0.5)],
        });
        for (var step = 0; step < 4; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            model.call(randn(2, 5, 6)).square().mean().backward();
            optimizer.step();
            Checkpoint.Save("run.checkpoint", model, optimizer);
        }

        var compact = model.Compact();
        foreach (var width in compact.Widths)
        {
            Console.WriteLine($"{width.Id}: {width.Before} to {width.After}");
        }

        compact.Save("reader.safetensors");
        Console.WriteLine(compact.ToClass("ReaderCompact"));
        model.to(ScalarType.Float64);
        var outputs = model.call(ones([1, 3, 6], float64)).flatten().data<double>();
        Console.WriteLine($"outputs {string.Join(' ', outputs.Select(v => $"{v:F6}"))}");

        [Prunable]
        public sealed partial class Reader : Module<Tensor, Tensor>
        {
            private readonly Linear stem;
            private readonly ModuleList<MixerBlock> blocks = ModuleList(new MixerBlock(8, 12, isResidual: true), new MixerBlock(8, 10, isResidual: false));
            private readonly LSTM memory = LSTM(8, 6, batchFirst: true);
            private readonly Head head = new(6);

            public Reader(long features) : base(nameof(Reader))
            {
                stem = Linear(features, 8);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = functional.silu(stem.call(x));
                foreach (var block in blocks)
                {
                    x = block.call(x);
                }

                var (read, _, _) = memory.call(x);
                return head.call(read);
            }
        }

        public sealed class Head : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> norm;
            private readonly Linear hidden;
            private readonly Linear last;

            public Head(long width) : base(nameof(Head))
            {
                norm = LayerNorm(width);
                hidden = Linear(width, 7);
                last = Linear(7, 2);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => last.call(functional.relu(hidden.call(norm.call(x))));
        }
        """;

    private readonly BlockLibrary library;

    public BlockUserProject(PackedPackage package)
        : this(package, new BlockLibrary(package))
    {
    }

    private BlockUserProject(PackedPackage package, BlockLibrary library)
        : base([package.Folder, library.Feed], (BlockLibrary.Id, BlockLibrary.Version), Source, Frameworks)
    {
        this.library = library;
        Builds = Build().MustSucceed();
        Runs = Run("--framework", "net10.0").MustSucceed().Output;
    }

    /// <summary>The build for both frameworks.</summary>
    internal Command Builds { get; }

    /// <summary>What the program prints.</summary>
    internal string Runs { get; }

    /// <summary>The program published on its own, for the newer framework and without what it does not need.</summary>
    internal (Command Publish, Command Run) PublishTrimmed()
    {
        var publish = Dotnet("publish", "--framework", "net10.0", "--output", "published", "-p:Trimmed=true").MustSucceed();
        return (publish, Command.Run(At("."), At("published/Clean")));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        library.Dispose();
        base.Dispose(disposing);
    }
}
