namespace PrunableModels.Analysis.Tests;

/// <summary>A mistake in a model of the zoo.</summary>
/// <param name="File">The file.</param>
/// <param name="Text">What is replaced; it occurs once.</param>
/// <param name="Replacement">The mistake.</param>
/// <param name="Sides">The two sizes as the message tells them.</param>
internal sealed record ShapeMistake(string File, string Text, string Replacement, string Sides)
{
    /// <summary>Classes in which it shows, other than the one in which it was made.</summary>
    public IReadOnlyList<string> ShowsIn { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Replacement}";
}

/// <summary>Widths that do not fit, as one writes them: each is a mistake whatever a model is built with.</summary>
internal static class ShapeMistakes
{
    /// <summary>From one convolution to the next.</summary>
    public static IReadOnlyList<ShapeMistake> Convolutions { get; } =
    [
        new("ResNet.cs", "conv2 = Conv2d(planes, planes, 3, padding: 1, bias: false);", "conv2 = Conv2d(2 * planes, planes, 3, padding: 1, bias: false);", "width and 2 * width"),
        new("ResNet.cs", "channels = output;", "channels = planes;", "4 * width and width") { ShowsIn = ["Bottleneck"] },
        new("MobileNetV2.cs", "layers.Add(Conv2d(hidden, output, 1, bias: false));", "layers.Add(Conv2d(2 * hidden, output, 1, bias: false));", "stages[0][0] * stem and 2 * stages[0][0] * stem"),
        new("GoogLeNet.cs", "conv3 = new BasicConv(stem, second, 3, padding: 1);", "conv3 = new BasicConv(2 * stem, second, 3, padding: 1);", "stem and 2 * stem") { ShowsIn = ["BasicConv"] },
        new("InceptionV3.cs", "branch3x3_2 = new BasicConv(single, full, 3, padding: 1);", "branch3x3_2 = new BasicConv(2 * single, full, 3, padding: 1);", "(64 / divide) and 2 * (64 / divide)") { ShowsIn = ["BasicConv"] },
        new("Whisper.cs", "conv2 = Conv1d(width, width, 3, stride: 2, padding: 1L);", "conv2 = Conv1d(2 * width, width, 3, stride: 2, padding: 1L);", "width and 2 * width"),
        new("Carn.cs", "exit = Conv2d(width, 3, 3, padding: 1);", "exit = Conv2d(2 * width, 3, 3, padding: 1);", "width and 2 * width"),
        new("DeepLab.cs", "Conv2d(width, width, 3, stride: stride, padding: dilation, dilation: dilation, bias: false)", "Conv2d(width, 2 * width, 3, stride: stride, padding: dilation, dilation: dilation, bias: false)", "2 * width and width"),
        new("InstanceNorm3.cs", "conv2 = Conv2d(hidden, channels, 3, padding: 1);", "conv2 = Conv2d(channels, channels, 3, padding: 1);", "11 and 16"),
        new("TransposedInstanceNorm1.cs", "Conv2d(12, 20, 3, stride: 2", "Conv2d(10, 20, 3, stride: 2", "12 and 10"),
        new("TransposedInstanceNorm2.cs", "up = ConvTranspose2d(18, 10, 4", "up = ConvTranspose2d(16, 10, 4", "18 and 16"),
        new("GroupNorms.cs", "second = Conv2d(30, 24, 3, padding: 1);", "second = Conv2d(24, 24, 3, padding: 1);", "30 and 24"),
    ];

    /// <summary>From a layer to its normalisation or activation.</summary>
    public static IReadOnlyList<ShapeMistake> Norms { get; } =
    [
        new("ResNet.cs", "bn3 = BatchNorm2d(4 * planes);", "bn3 = BatchNorm2d(planes);", "4 * width and width"),
        new("ResNet.cs", "Sequential(Conv2d(input, planes, 1, stride: stride, bias: false), BatchNorm2d(planes)) : null;", "Sequential(Conv2d(input, planes, 1, stride: stride, bias: false), BatchNorm2d(input)) : null;", "2 * width and width"),
        new("MobileNetV2.cs", "layers.Add(BatchNorm2d(output));", "layers.Add(BatchNorm2d(2 * output));", "stages[0][1] and 2 * stages[0][1]"),
        new("DenseNet.cs", "norm2 = BatchNorm2d(bottleneck * growth);", "norm2 = BatchNorm2d((bottleneck + 1) * growth);", "bottleneck * growth and bottleneck * growth + growth"),
        new("GoogLeNet.cs", "bn = BatchNorm2d(output, eps: 0.001);", "bn = BatchNorm2d(2 * output, eps: 0.001);", "stem and 2 * stem"),
        new("ConvMixer.cs", "channel = Sequential(Conv2d(width, width, 1), GELU(), BatchNorm2d(width));", "channel = Sequential(Conv2d(width, 2 * width, 1), GELU(), BatchNorm2d(width));", "2 * width and width") { ShowsIn = ["ConvMixer"] },
        new("ShuffleFaceNet.cs", "globalNorm = BatchNorm2d(lastWidth);", "globalNorm = BatchNorm2d(2 * lastWidth);", "lastWidth and 2 * lastWidth"),
        new("ShuffleFaceNet.cs", "PReLU(lastWidth));", "PReLU(2 * lastWidth));", "lastWidth and 2 * lastWidth"),
        new("Gpt.cs", "ln_f = LayerNorm(width);", "ln_f = LayerNorm(2 * width);", "width and 2 * width"),
        new("RmsNorm.cs", "weight = Parameter(ones(width));", "weight = Parameter(ones(2 * width));", "config.Width and 2 * config.Width"),
        new("ConvNext.cs", "gamma = new Parameter(ones(width) * 1e-6);", "gamma = new Parameter(ones(2 * width) * 1e-6);", "2 * widths[0] and widths[0]"),
        new("InstanceNorm4.cs", "norm = InstanceNorm2d(22, affine: true);", "norm = InstanceNorm2d(21, affine: true);", "22 and 21"),
        new("GroupNorms.cs", "single = GroupNorm(1, 10);", "single = GroupNorm(1, 11);", "10 and 11"),
        new("YoloConvolution.cs", "bn = BatchNorm2d(outputs, eps: 1e-3, momentum: 0.03);", "bn = BatchNorm2d(outputs + 1, eps: 1e-3, momentum: 0.03);", "8 * long(Math.Ceiling(((64 * width) / 8.0))) and 8 * long(Math.Ceiling(((64 * width) / 8.0))) + 1"),
    ];

    /// <summary>What is added up.</summary>
    public static IReadOnlyList<ShapeMistake> Sums { get; } =
    [
        new("ResNet.cs", "conv2 = Conv2d(planes, planes, 3, padding: 1, bias: false);\n            bn2 = BatchNorm2d(planes);", "conv2 = Conv2d(planes, 2 * planes, 3, padding: 1, bias: false);\n            bn2 = BatchNorm2d(2 * planes);", "2 * width and width"),
        new("Gpt.cs", "wpe = Embedding(length, width);", "wpe = Embedding(length, 2 * width);", "width and 2 * width"),
        new("Bert.cs", "segments = Embedding(2, width);", "segments = Embedding(2, width + 1);", "width and width + 1"),
        new("Whisper.cs", "positional_embedding = Parameter(randn(length, width) * 0.01);", "positional_embedding = Parameter(randn(length, 2 * width) * 0.01);", "width and 2 * width"),
        new("LoraLinear.cs", "up = Linear(rank, outputs, hasBias: false);", "up = Linear(rank, 2 * outputs, hasBias: false);", "(config.Width / config.Heads) * config.Heads and 2 * (config.Width / config.Heads) * config.Heads"),
        new("WeightSharing2.cs", "summed = Conv2d(18, 15, 1, bias: false);", "summed = Conv2d(18, 16, 1, bias: false);", "15 and 16"),
        new("Swin.cs", "mlp = Sequential(Linear(dim, 4 * dim), GELU(), Linear(4 * dim, dim));", "mlp = Sequential(Linear(dim, 4 * dim), GELU(), Linear(4 * dim, 2 * dim));", "width and 2 * width"),
        new("Llama.cs", "w3 = config.Projection(config.Width, config.Hidden);", "w3 = config.Projection(config.Width, 2 * config.Hidden);", "config.Hidden and 2 * config.Hidden"),
    ];

    /// <summary>What is concatenated, and what reads it.</summary>
    public static IReadOnlyList<ShapeMistake> Concatenations { get; } =
    [
        new("DenseNet.cs", "conv2 = Conv2d(bottleneck * growth, growth, 3, padding: 1, bias: false);", "conv2 = Conv2d(bottleneck * growth, 2 * growth, 3, padding: 1, bias: false);", "6 * growth + stem and 3 * growth + stem") { ShowsIn = ["DenseNet"] },
        new("DenseNet.cs", "channels + (i * growth)", "channels + ((i + 1) * growth)", "stem and growth + stem") { ShowsIn = ["DenseLayer"] },
        new("GoogLeNet.cs", "public long Output => Single + Full3 + Full5 + Pooled;", "public long Output => Single + Full3 + Full5;", "widths[8].Full3 + widths[8].Full5 + widths[8].Pooled + widths[8].Single and widths[8].Full3 + widths[8].Full5 + widths[8].Single") { ShowsIn = ["BasicConv", "GoogLeNet"] },
        new("InceptionV3.cs", "return cat([single.call(x), b, c, d], 1);", "return cat([single.call(x), b, d], 1);", "(192 / divide) + (320 / divide) + 2 * (384 / divide) and (192 / divide) + (320 / divide) + 4 * (384 / divide)") { ShowsIn = ["BasicConv", "InceptionV3"] },
        new("Carn.cs", "blocks.Add(new CascadingBlock(width, cascades));\n            fusions.Add(new Fusion(width * (i + 2), width));", "blocks.Add(new CascadingBlock(width, cascades));\n            fusions.Add(new Fusion(width * (i + 1), width));", "2 * width and width") { ShowsIn = ["Fusion"] },
        new("VisionTransformer.cs", "class_token = Parameter(zeros(1, 1, width));", "class_token = Parameter(zeros(1, 1, 2 * width));", "2 * width and width"),
        new("WeightSharing2.cs", "joined = Conv2d(36, 15, 1);", "joined = Conv2d(35, 15, 1);", "36 and 35"),
        new("InstanceNorm4.cs", "right = Conv2d(3, 13, 1);", "right = Conv2d(3, 14, 1);", "23 and 22"),
        new("TransposedInstanceNorm2.cs", "last = ConvTranspose2d(20, 3, 3", "last = ConvTranspose2d(18, 3, 3", "20 and 18"),
        new("Concatenation2.cs", "outer = Conv2d(38, 18, 3", "outer = Conv2d(40, 18, 3", "38 and 40"),
        new("GruTranslator.cs", "combine = Linear(2 * hidden, combined);", "combine = Linear(3 * hidden, combined);", "2 * hidden and 3 * hidden"),
    ];

    /// <summary>Linear layers: after others, after a flatten, and heads.</summary>
    public static IReadOnlyList<ShapeMistake> Heads { get; } =
    [
        new("ResNet.cs", "fc = Linear(channels, classes);", "fc = Linear(2 * channels, classes);", "8 * width and 16 * width"),
        new("Vgg.cs", "Linear(stages[^1][^1] * pooled * pooled, hidden)", "Linear(2 * stages[^1][^1] * pooled * pooled, hidden)", "pooled * pooled * stages[2][2] and 2 * pooled * pooled * stages[2][2]"),
        new("Vgg.cs", "(\"fc2\", Linear(hidden, hidden))", "(\"fc2\", Linear(hidden + 1, hidden))", "hidden and hidden + 1"),
        new("MobileNetV2.cs", "Linear(last, classes)", "Linear(last - 1, classes)", "last and last - 1"),
        new("DenseNet.cs", "classifier = Linear(channels, classes);", "classifier = Linear(channels + growth, classes);", "((((3 * growth + stem) / 2) + 3 * growth) / 2) + 3 * growth and ((((3 * growth + stem) / 2) + 3 * growth) / 2) + 4 * growth"),
        new("GoogLeNet.cs", "fc1 = Linear(128 * 4 * 4, 1024);", "fc1 = Linear(128 * 4, 1024);", "2048 and 512"),
        new("GoogLeNet.cs", "fc2 = Linear(1024, classes);", "fc2 = Linear(1000, classes);", "1024 and 1000"),
        new("ConvMixer.cs", "head = Linear(width, classes);", "head = Linear(2 * width, classes);", "width and 2 * width"),
        new("Gpt.cs", "c_proj = Linear(4 * width, width);", "c_proj = Linear(3 * width, width);", "4 * width and 3 * width"),
        new("Bert.cs", "output = Linear(hidden, width);", "output = Linear(2 * hidden, width);", "hidden and 2 * hidden"),
        new("Bert.cs", "classifier = Linear(width, classes);", "classifier = Linear(width / 2, classes);", "width and (width / 2)"),
        new("VisionTransformer.cs", "Linear(hidden, width), Dropout(0.1));", "Linear(2 * hidden, width), Dropout(0.1));", "hidden and 2 * hidden"),
        new("Whisper.cs", "Linear(width * 4, width));", "Linear(width * 3, width));", "4 * width and 3 * width"),
        new("Swin.cs", "reduction = Linear(4 * dim, 2 * dim, hasBias: false);", "reduction = Linear(2 * dim, 2 * dim, hasBias: false);", "4 * width and 2 * width"),
        new("Mamba.cs", "out_proj = Linear(inner, width, hasBias: false);", "out_proj = Linear(2 * inner, width, hasBias: false);", "2 * width and 4 * width"),
        new("ConvNext.cs", "reduce = Linear(4 * width, width);", "reduce = Linear(width, width);", "4 * widths[0] and widths[0]"),
        new("LstmTagger.cs", "tags = Linear(2 * hidden, labels);", "tags = Linear(hidden, labels);", "2 * hidden and hidden"),
        new("LstmTagger.cs", "lstm = LSTM(width, hidden,", "lstm = LSTM(2 * width, hidden,", "width and 2 * width"),
        new("LstmCellForecaster.cs", "upper = GRUCell(hidden, top);", "upper = GRUCell(2 * hidden, top);", "hidden and 2 * hidden"),
        new("LstmCellForecaster.cs", "memory = Linear(width, hidden);", "memory = Linear(width, 2 * hidden);", "2 * hidden and hidden"),
        new("TransformerClassifier.cs", "head = Linear(width + 3, classes);", "head = Linear(width, classes);", "width + 3 and width"),
        new("BagOfWords.cs", "head = Linear(hiddenWidth, classes);", "head = Linear(hiddenWidth + 1, classes);", "hiddenWidth and hiddenWidth + 1"),
        new("WeightSharing1.cs", "head = Linear(16, 10);", "head = Linear(22, 10);", "16 and 22"),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ShapeMistake> All { get; } = [.. Convolutions, .. Norms, .. Sums, .. Concatenations, .. Heads];
}
