using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>BERT for the classification of sequences: token, position and segment embeddings, a post-norm encoder, a pooler and a classifier.</summary>
[Prunable]
public sealed partial class Bert : Module<Tensor, Tensor, Tensor>
{
    private readonly BertEmbeddings embeddings;
    private readonly ModuleList<BertLayer> layers;
    private readonly Linear pooler;
    private readonly Module<Tensor, Tensor> dropout;
    private readonly Linear classifier;

    public Bert(long vocabulary = 30522, long width = 768, int depth = 12, int heads = 12, long hidden = 3072, long positions = 512, long classes = 2)
        : base(nameof(Bert))
    {
        embeddings = new BertEmbeddings(vocabulary, width, positions);
        layers = new ModuleList<BertLayer>();
        for (var i = 0; i < depth; i++)
        {
            layers.Add(new BertLayer(width, heads, hidden));
        }

        pooler = Linear(width, width);
        dropout = Dropout(0.1);
        classifier = Linear(width, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens, Tensor segments)
    {
        var padding = tokens.eq(0).unsqueeze(1).unsqueeze(2);
        var x = embeddings.call(tokens, segments);
        foreach (var layer in layers)
        {
            x = layer.call(x, padding);
        }

        var pooled = tanh(pooler.call(x[.., 0]));
        return classifier.call(dropout.call(pooled));
    }
}

/// <summary>What BERT's encoder starts from.</summary>
public sealed class BertEmbeddings : Module<Tensor, Tensor, Tensor>
{
    private readonly Embedding words;
    private readonly Embedding positions;
    private readonly Embedding segments;
    private readonly Module<Tensor, Tensor> norm;
    private readonly Module<Tensor, Tensor> dropout;
    private readonly Tensor numbers;

    public BertEmbeddings(long vocabulary, long width, long length)
        : base(nameof(BertEmbeddings))
    {
        words = Embedding(vocabulary, width);
        positions = Embedding(length, width);
        segments = Embedding(2, width);
        norm = LayerNorm(width, eps: 1e-12);
        dropout = Dropout(0.1);
        numbers = arange(length, ScalarType.Int64).unsqueeze(0);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens, Tensor kinds)
    {
        var used = numbers[.., ..(int)tokens.shape[1]];
        var x = words.call(tokens) + segments.call(kinds) + positions.call(used);
        return dropout.call(norm.call(x));
    }
}

/// <summary>Attention and a network of two layers, each added to what it reads and normalised after.</summary>
public sealed class BertLayer : Module<Tensor, Tensor, Tensor>
{
    private readonly BertAttention attention;
    private readonly Module<Tensor, Tensor> attentionNorm;
    private readonly Linear intermediate;
    private readonly Linear output;
    private readonly Module<Tensor, Tensor> outputNorm;
    private readonly Module<Tensor, Tensor> dropout;

    public BertLayer(long width, int heads, long hidden)
        : base(nameof(BertLayer))
    {
        attention = new BertAttention(width, heads);
        attentionNorm = LayerNorm(width, eps: 1e-12);
        intermediate = Linear(width, hidden);
        output = Linear(hidden, width);
        outputNorm = LayerNorm(width, eps: 1e-12);
        dropout = Dropout(0.1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor padding)
    {
        x = attentionNorm.call(x + dropout.call(attention.call(x, padding)));
        var y = output.call(functional.gelu(intermediate.call(x)));
        return outputNorm.call(x + dropout.call(y));
    }
}

/// <summary>Self-attention written out, with a projection each for query, key and value.</summary>
public sealed class BertAttention : Module<Tensor, Tensor, Tensor>
{
    private readonly Linear query;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Linear dense;
    private readonly Module<Tensor, Tensor> dropout;
    private readonly long headDim;

    public BertAttention(long width, int heads)
        : base(nameof(BertAttention))
    {
        query = Linear(width, width);
        key = Linear(width, width);
        value = Linear(width, width);
        dense = Linear(width, width);
        dropout = Dropout(0.1);
        headDim = width / heads;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor padding)
    {
        var q = Heads(query.call(x));
        var k = Heads(key.call(x));
        var v = Heads(value.call(x));
        var scores = matmul(q, k.transpose(-1, -2)) / Math.Sqrt(headDim);
        var weights = dropout.call(functional.softmax(scores.masked_fill(padding, -1e9), -1));
        var context = matmul(weights, v).permute(0, 2, 1, 3).contiguous();
        return dense.call(context.flatten(2));
    }

    private Tensor Heads(Tensor x) => x.view(x.shape[0], x.shape[1], -1, headDim).permute(0, 2, 1, 3);
}
