using System.Linq;

namespace PrunableModels.Core;

/// <summary>Arguments that change what a layer computes and that a live layer does not tell, so that they cannot be written out.</summary>
public static class LostArguments
{
    /// <summary>Refuses a program with such an argument.</summary>
    /// <exception cref="CompactClassException">The program has one.</exception>
    public static void Refuse(ModelProgram program)
    {
        foreach (var owner in program.Classes)
        {
            foreach (var layer in owner.Expressions().OfType<Expression.Create>().Where(c => c.Class is "TransformerEncoderLayer" or "TransformerDecoderLayer" or "TransformerEncoder" or "TransformerDecoder" or "Transformer"))
            {
                throw new CompactClassException($"A {layer.Class} does not tell its heads, dropout and activation when it lives", new(owner.Id, ".ctor", layer), "Use the compact model itself.");
            }

            foreach (var layer in owner.Expressions().OfType<Expression.Create>().Where(c => c.Class == "EmbeddingBag" && c.Arguments.Any(a => a.Name is not (null or "num_embeddings" or "embedding_dims"))))
            {
                throw new CompactClassException("An EmbeddingBag does not tell its mode and limits when it lives", new(owner.Id, ".ctor", layer), "Use the compact model itself.");
            }

            foreach (var layer in owner.Expressions().OfType<Expression.Create>().Where(c => c.Class == "Embedding" && c.Arguments.Any(a => a is { Name: "max_norm", Value: not Expression.Null })))
            {
                throw new CompactClassException("An Embedding does not tell its max_norm when it lives", new(owner.Id, ".ctor", layer), "Use the compact model itself.");
            }
        }
    }
}
