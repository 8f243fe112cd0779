namespace PrunableModels.Benchmarks;

/// <content>What the models are built from.</content>
internal static partial class ModelText
{
    private const string BasicBlock = """
            private sealed class Block : Module<Tensor, Tensor>
            {
                private readonly Conv2d conv1;
                private readonly BatchNorm2d bn1;
                private readonly Conv2d conv2;
                private readonly BatchNorm2d bn2;
                private readonly Sequential? downsample;

                public Block(long input, long planes, long stride) : base("Block")
                {
                    conv1 = Conv2d(input, planes, 3, stride: stride, padding: 1, bias: false);
                    bn1 = BatchNorm2d(planes);
                    conv2 = Conv2d(planes, planes, 3, padding: 1, bias: false);
                    bn2 = BatchNorm2d(planes);
                    if (stride != 1 || input != planes)
                    {
                        downsample = Sequential(Conv2d(input, planes, 1, stride: stride, bias: false), BatchNorm2d(planes));
                    }

                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
                    var identity = downsample is null ? x : downsample.call(x);
                    var y = functional.relu(bn1.call(conv1.call(x)));
                    y = bn2.call(conv2.call(y));
                    return functional.relu(y + identity);
                }
            }
        """;

    private const string Bottleneck = """
            private sealed class Block : Module<Tensor, Tensor>
            {
                private readonly Conv2d conv1;
                private readonly BatchNorm2d bn1;
                private readonly Conv2d conv2;
                private readonly BatchNorm2d bn2;
                private readonly Conv2d conv3;
                private readonly BatchNorm2d bn3;
                private readonly Sequential? downsample;

                public Block(long input, long planes, long stride) : base("Block")
                {
                    conv1 = Conv2d(input, planes, 1, bias: false);
                    bn1 = BatchNorm2d(planes);
                    conv2 = Conv2d(planes, planes, 3, stride: stride, padding: 1, bias: false);
                    bn2 = BatchNorm2d(planes);
                    conv3 = Conv2d(planes, 4 * planes, 1, bias: false);
                    bn3 = BatchNorm2d(4 * planes);
                    if (stride != 1 || input != 4 * planes)
                    {
                        downsample = Sequential(Conv2d(input, 4 * planes, 1, stride: stride, bias: false), BatchNorm2d(4 * planes));
                    }

                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
                    var y = functional.relu(bn1.call(conv1.call(x)));
                    y = functional.relu(bn2.call(conv2.call(y)));
                    y = bn3.call(conv3.call(y));
                    if (downsample != null)
                    {
                        x = downsample.call(x);
                    }

                    return functional.relu(x + y);
                }
            }
        """;

    private const string Layer = """
            private sealed class Layer : Module<Tensor, Tensor>
            {
                private readonly LayerNorm norm1;
                private readonly LayerNorm norm2;
                private readonly Linear query;
                private readonly Linear key;
                private readonly Linear value;
                private readonly Linear project;
                private readonly Linear up;
                private readonly Linear down;
                private readonly int heads;

                public Layer(long width, int heads) : base("Layer")
                {
                    this.heads = heads;
                    norm1 = LayerNorm(width);
                    norm2 = LayerNorm(width);
                    query = Linear(width, width);
                    key = Linear(width, width);
                    value = Linear(width, width);
                    project = Linear(width, width);
                    up = Linear(width, 4 * width);
                    down = Linear(4 * width, width);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
                    x = x + Attend(norm1.call(x));
                    return x + down.call(functional.gelu(up.call(norm2.call(x))));
                }

                private Tensor Attend(Tensor x)
                {
                    var (b, t, c) = (x.shape[0], x.shape[1], x.shape[2]);
                    var q = query.call(x).view(b, t, heads, c / heads).transpose(1, 2);
                    var k = key.call(x).view(b, t, heads, c / heads).transpose(1, 2);
                    var v = value.call(x).view(b, t, heads, c / heads).transpose(1, 2);
                    var y = functional.scaled_dot_product_attention(q, k, v, is_casual: true);
                    return project.call(y.transpose(1, 2).contiguous().view(b, t, c));
                }
            }
        """;
}
