using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Attention over a square of tokens, with relative positions decomposed into rows and columns.</summary>
internal sealed class SamAttention : Module<Tensor, Tensor>
{
    private readonly int heads;
    private readonly double scale;
    private readonly Linear qkv;
    private readonly Linear project;
    private readonly Parameter relativeRows;
    private readonly Parameter relativeColumns;

    public SamAttention(int width, int heads, int side)
        : base(nameof(SamAttention))
    {
        this.heads = heads;
        scale = 1 / Math.Sqrt(width / heads);
        qkv = Linear(width, 3 * width);
        project = Linear(width, width);
        relativeRows = new Parameter(randn((2 * side) - 1, width / heads) * 0.02);
        relativeColumns = new Parameter(randn((2 * side) - 1, width / heads) * 0.02);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (batch, height, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var parts = qkv.call(x).reshape(batch, height * width, 3, heads, -1).permute(2, 0, 3, 1, 4);
        var (q, k, v) = (parts[0].flatten(0, 1), parts[1].flatten(0, 1), parts[2].flatten(0, 1));
        var scores = matmul(q * scale, k.transpose(-2, -1));
        scores = AddPositions(scores, q, height, width).softmax(-1);
        x = matmul(scores, v).view(batch, heads, height, width, -1);
        return project.call(x.permute(0, 2, 3, 1, 4).flatten(3));
    }

    private Tensor AddPositions(Tensor scores, Tensor q, long height, long width)
    {
        var rows = Relative(relativeRows, height);
        var columns = Relative(relativeColumns, width);
        var grid = q.unflatten(1, height, width);
        var byRow = matmul(grid, rows.transpose(1, 2));
        var byColumn = matmul(grid.transpose(1, 2), columns.transpose(1, 2)).transpose(1, 2);
        var biased = scores.view(-1, height, width, height, width) + byRow.unsqueeze(4) + byColumn.unsqueeze(3);
        return biased.view(-1, height * width, height * width);
    }

    // The row of the table for every pair of query and key.
    private static Tensor Relative(Tensor table, long length)
    {
        var places = arange(length, device: table.device);
        var distances = places.unsqueeze(1) - places.unsqueeze(0) + (length - 1);
        return table[distances];
    }
}
