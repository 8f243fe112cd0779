namespace PrunableModels.Package.Tests;

/// <summary>A library with a block for models, written and packed by someone who knows of the package alone.</summary>
public sealed class BlockLibrary : CleanProject
{
    public const string Id = "Example.Blocks";

    public const string Version = "1.0.0-test";

    private const string Library = $"""
        <PropertyGroup>
          <OutputType>Library</OutputType>
          <AssemblyName>{Id}</AssemblyName>
          <TargetFramework>net8.0</TargetFramework>
          <UseCurrentRuntimeIdentifier>false</UseCurrentRuntimeIdentifier>
          <PackageId>{Id}</PackageId>
          <Version>{Version}</Version>
        </PropertyGroup>
        """;

    // Its state is private and partly in a private class, which only what the library carries can tell.
    private const string Source = """
        using PrunableModels;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Example.Blocks;

        [Prunable]
        public sealed partial class MixerBlock : Module<Tensor, Tensor>
        {
            private readonly RootMeanSquare norm;
            private readonly ModuleList<Linear> layers = [];
            private readonly Module<Tensor, Tensor> ending;
            private readonly bool isResidual;

            public MixerBlock(long width, long hidden, bool isResidual) : base(nameof(MixerBlock))
            {
                norm = new(width);
                layers.Add(Linear(width, hidden));
                layers.Add(Linear(hidden, width));
                ending = Sequential(("scale", Linear(width, width)), ("activation", GELU()));
                this.isResidual = isResidual;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                var y = layers[1].call(functional.gelu(layers[0].call(norm.call(x))));
                y = ending.call(y);
                return isResidual ? x + y : y;
            }

            private sealed class RootMeanSquare : Module<Tensor, Tensor>
            {
                private readonly Parameter gain;
                private readonly double eps;

                public RootMeanSquare(long width) : base(nameof(RootMeanSquare))
                {
                    gain = Parameter(ones(width));
                    eps = 1e-6;
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => x * rsqrt(x.square().mean([-1L], keepdim: true) + eps) * gain;
            }
        }
        """;

    public BlockLibrary(PackedPackage package)
        : base([package.Folder], ("PrunableModels", package.Version), Source, Library)
    {
        Dotnet("pack", "--no-restore", "-o", "feed").MustSucceed();
    }

    /// <summary>Where the packed library is.</summary>
    public string Feed => At("feed");
}
