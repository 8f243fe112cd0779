using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>The writers of a map, each once.</summary>
internal static class WriterSlices
{
    public static IReadOnlyList<WriterSlice> Of(StructureMap map, TrainedParameters parameters)
    {
        var distinct = new List<WriterSlice>();
        var written = new SharedTensors<List<WriterSlice>>();
        foreach (var writer in map.Slices.Where(slice => slice.Role == SliceRole.Writer))
        {
            var slice = new WriterSlice(writer, parameters.Find(writer.Tensor), parameters.First);
            var ofParameter = written.GetOrAdd(writer.Tensor, () => []);
            if (ofParameter.Any(slice.IsSameAs))
            {
                slice.Dispose();
                continue;
            }

            ofParameter.Add(slice);
            distinct.Add(slice);
        }

        return distinct;
    }
}
