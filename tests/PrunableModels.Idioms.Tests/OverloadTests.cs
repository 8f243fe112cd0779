using PrunableModels.Idioms.Tests.Shapes;
using Xunit;

namespace PrunableModels.Idioms.Tests;

/// <summary>Methods and constructors of one name, here and in base classes.</summary>
public sealed class OverloadTests
{
    [Covers("overloaded forward")]
    [Fact]
    public void Overloaded_forward() => Idiom.Prunes(() => new OverloadedForward(), [2, 3, 8, 8], "fusion.project.weight:0");

    [Fact]
    public void Overloaded_methods() => Idiom.Prunes(() => new OverloadedMethods(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("several constructors")]
    [Fact]
    public void Overloaded_constructors() =>
        Idiom.Prunes(() => new OverloadedConstructors(), [2, 3, 8, 8], "first.conv.weight:0", "second.conv.weight:0", "third.conv.weight:0");

    [Covers("user base class")]
    [Fact]
    public void A_call_of_the_base_class_method() => Idiom.Prunes(() => new BaseForward(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("virtual build method called by the base constructor")]
    [Fact]
    public void Virtual_members_called_from_the_base_constructor() =>
        Idiom.Prunes(() => new VirtualBuild(), [2, 3, 8, 8], "layers.0.weight:0", "layers.1.weight:0");
}
