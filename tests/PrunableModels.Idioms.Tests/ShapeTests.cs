using PrunableModels.Idioms.Tests.Shapes;
using Xunit;

namespace PrunableModels.Idioms.Tests;

/// <summary>How model classes are shaped and declared.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void Static_usings() => Idiom.Prunes(() => new StaticUsings(), [2, 3, 8, 8], "conv.weight:0");
}
