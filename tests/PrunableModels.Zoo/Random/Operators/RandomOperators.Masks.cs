using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <content>Masks and what they choose, in such a way that the result does not jump where rounding decides.</content>
internal static partial class RandomOperators
{
    private static IEnumerable<RandomOperator> Masks() =>
    [
        Of("where of the greater", Any, (b, x) => Where(b, x, Like(b, x), "{0} > {1}, {0}, {1}", (a, c) => where(a > c, a, c))),
        Of("where of the smaller", Any, (b, x) => Where(b, x, Like(b, x), "{0} <= {1}, {0}, {1}", (a, c) => where(a <= c, a, c))),
        Of("where with a slope", Any, (b, x) => Where(b, x, Like(b, x), "{0} >= 0, {0}, {0} * {1}", (a, c) => where(a >= 0, a, a * c))),
        Of("where with a number", Any, (b, x) => Where(b, x, x, "{0} < 0.3, {0}, ({0} * 2) - 0.3", (a, _) => where(a < 0.3, a, (a * 2) - 0.3))),
        Of("masked_fill", Any, (b, x) => Fill(b, x, "<", 0, t => t.masked_fill(t < 0, 0))),
        Of("masked_fill below a number", Any, (b, x) => Fill(b, x, "<", -0.3, t => t.masked_fill(t < -0.3, -0.3))),
        Of("masked_fill above zero", Any, (b, x) => Fill(b, x, "<", 0.3, t => t.masked_fill(t < 0.3, 0.3))),
        Of("eq", Any, (b, x) => b.Add((_, v) => where(v[0].eq(v[0]), v[0], v[1]), "torch.where({0}.eq({0}), {0}, {1})", "torch.where(Tensor.eq({0}, {0}), {0}, {1})", null, x, Like(b, x))),
        Of("ne", Any, (b, x) => b.Add((_, v) => where(v[0].ne(v[0]), v[1], v[0]), "torch.where({0}.ne({0}), {1}, {0})", "torch.where(Tensor.ne({0}, {0}), {1}, {0})", null, x, Like(b, x))),
    ];

    private static void Where(ArchitectureBuilder b, int x, int y, string arguments, Func<Tensor, Tensor, Tensor> run) => b.Expression($"torch.where({arguments})", run, x, y);

    private static void Fill(ArchitectureBuilder b, int x, string comparison, double number, Func<Tensor, Tensor> run)
    {
        var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        b.Add((_, v) => run(v[0]), $"{{0}}.masked_fill({{0}} {comparison} {text}, {text})", $"Tensor.masked_fill({{0}}, mask: {{0}} {comparison} {text}, value: {text})", null, x);
    }
}
