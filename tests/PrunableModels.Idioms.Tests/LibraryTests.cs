using PrunableModels.Idioms.Tests.Shapes;
using Xunit;

namespace PrunableModels.Idioms.Tests;

/// <summary>Prunable classes of another assembly, which are read from the programs that it carries.</summary>
public sealed class LibraryTests
{
    [Fact]
    public void Blocks_of_another_assembly() => Idiom.Prunes(
        () => new LibraryBlocks(), [2, 3, 8, 8],
        "stem.weight:0", "first.conv1.weight:0", "first.conv2.weight:0", "blocks.0.conv1.weight:0", "blocks.1.conv1.weight:0", "wrapped.inner.conv1.weight:0");

    [Covers("user base class")]
    [Fact]
    public void A_base_class_of_another_assembly() => Idiom.Prunes(() => new LibraryRoot(), [2, 3, 8, 8], "stem.weight:0", "middle.weight:0");
}
