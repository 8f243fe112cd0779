using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrunableModels.Core.Tests;

/// <summary>The published example of OTOv3's erasing mode as data: operators by their numbers, what was found, and what was erased.</summary>
internal sealed record StackedUnetsReference(
    [property: JsonPropertyName("ops")] IReadOnlyDictionary<string, string> Operators,
    [property: JsonPropertyName("output")] int Output,
    [property: JsonPropertyName("data_edges")] IReadOnlyList<int[]> Edges,
    [property: JsonPropertyName("segments")] IReadOnlyList<int[]> Segments,
    [property: JsonPropertyName("erasable")] IReadOnlyList<int[]> Erasable,
    [property: JsonPropertyName("erased_by_h2spg_example")] IReadOnlyList<int[]> Erased,
    [property: JsonPropertyName("subnetwork_data_nodes")] IReadOnlyList<int> Subnetwork,
    [property: JsonPropertyName("spliced_joints")] IReadOnlyList<int> Spliced)
{
    public static StackedUnetsReference Read() =>
        JsonSerializer.Deserialize<StackedUnetsReference>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Segments", "stackedunets_reference.json")))!;

    /// <summary>The operators that pass data on, in an order of execution.</summary>
    public IReadOnlyList<int> Data => [.. Edges.SelectMany(e => e).Distinct().Order()];

    /// <summary>A model whose operators are these, one statement each, in the order of <see cref="Data"/>.</summary>
    public string Program()
    {
        var (fields, body) = (new StringBuilder(), new StringBuilder());
        foreach (var id in Data)
        {
            var sources = Edges.Where(e => e[1] == id).Select(e => $"v{e[0]}").ToList();
            var input = sources.Count == 0 ? "x" : sources[0];
            var layer = Operators[$"{id}"] switch
            {
                "conv" => $"new Conv2d({(sources.Count == 0 ? 3 : 4)}, 4, 3, padding: 1)",
                "batchnorm" => "new BatchNorm2d(4)",
                "linear" => "new Linear(4, 10)",
                _ => null,
            };
            if (layer is not null)
            {
                fields.AppendLine($"  field Module \"m{id}\" = {layer}");
            }

            body.AppendLine($"    v{id} = " + Operators[$"{id}"] switch
            {
                "relu" => $"functional.relu({input})",
                "maxpool" => $"functional.max_pool2d({input}, kernel_size: 3, stride: 1, padding: 1)",
                "resize" => $"functional.interpolate({input}, scale_factor: [1, 1])",
                "globalaveragepool" => $"functional.adaptive_avg_pool2d({input}, output_size: 1)",
                "squeeze" => $"Tensor.squeeze({input}, dim: -1)",
                "add" => $"{input} + {sources[1]}",
                _ => $"call this.m{id}({input})",
            });
        }

        return $"class StackedUnets {{\n{fields}  method forward(x) {{\n{body}    return v{Output}\n  }}\n}}";
    }
}
