using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>ViT: patches and a class token through a pre-norm encoder; the class token is what the head reads. The published size is ViT-B/16.</summary>
[Prunable]
public sealed partial class VisionTransformer : Module<Tensor, Tensor>
{
    private readonly Conv2d conv_proj;
    private readonly Parameter class_token;
    private readonly Parameter pos_embedding;
    private readonly Module<Tensor, Tensor> dropout;
    private readonly Sequential layers;
    private readonly Module<Tensor, Tensor> ln;
    private readonly Linear head;

    public VisionTransformer(int image = 224, int patch = 16, int width = 768, int depth = 12, int heads = 12, int hidden = 3072, int classes = 1000)
        : base(nameof(VisionTransformer))
    {
        var patches = image / patch * (image / patch);
        conv_proj = Conv2d(3, width, patch, stride: patch);
        class_token = Parameter(zeros(1, 1, width));
        pos_embedding = Parameter(randn(1, patches + 1, width) * 0.02);
        dropout = Dropout(0.1);
        layers = Sequential();
        for (var i = 0; i < depth; i++)
        {
            layers.append($"encoder_layer_{i}", new EncoderBlock(width, heads, hidden));
        }

        ln = LayerNorm(width, eps: 1e-6);
        head = Linear(width, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        x = conv_proj.call(x).flatten(2).transpose(1, 2);
        var token = class_token.expand(x.shape[0], -1, -1);
        x = cat([token, x], dim: 1);
        x = dropout.call(x + pos_embedding);
        x = ln.call(layers.call(x));
        return head.call(x[.., 0]).MoveToOuterDisposeScope();
    }

    /// <summary>Attention, then a network of two layers.</summary>
    private sealed class EncoderBlock : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> ln_1;
        private readonly SelfAttention self_attention;
        private readonly Module<Tensor, Tensor> ln_2;
        private readonly Sequential mlp;

        public EncoderBlock(int width, int heads, int hidden)
            : base(nameof(EncoderBlock))
        {
            ln_1 = LayerNorm(width, eps: 1e-6);
            self_attention = new SelfAttention(width, heads);
            ln_2 = LayerNorm(width, eps: 1e-6);
            mlp = Sequential(Linear(width, hidden), GELU(), Dropout(0.1), Linear(hidden, width), Dropout(0.1));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = x + self_attention.call(ln_1.call(x));
            return x + mlp.call(ln_2.call(x));
        }
    }

    /// <summary>Self-attention with one projection for query, key and value.</summary>
    private sealed class SelfAttention : Module<Tensor, Tensor>
    {
        private readonly Linear qkv;
        private readonly Linear proj;
        private readonly int headDim;

        public SelfAttention(int width, int heads)
            : base(nameof(SelfAttention))
        {
            headDim = width / heads;
            qkv = Linear(width, width * 3);
            proj = Linear(width, width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var (b, n) = (x.shape[0], x.shape[1]);
            var parts = qkv.call(x).reshape(b, n, 3, -1, headDim).permute(2, 0, 3, 1, 4).unbind(0);
            var y = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]);
            return proj.call(y.transpose(1, 2).reshape(b, n, -1));
        }
    }
}
